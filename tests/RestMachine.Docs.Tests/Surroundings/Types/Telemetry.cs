internal sealed class Telemetry
{
    public static Telemetry Listen(string source) => throw new NotSupportedException(source);

    public Task FlushAsync(CancellationToken cancellation) => throw new NotSupportedException();
}
