internal sealed class Metrics
{
    public Task FlushAsync(CancellationToken cancellation) => throw new NotSupportedException();
}
