internal sealed class Transaction : IAsyncDisposable
{
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
