internal sealed class ConnectionPool
{
    public static Task<ConnectionPool> ConnectAsync(Settings settings, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task DropStaleAsync(TimeSpan idle) => throw new NotSupportedException();

    public void Close() => throw new NotSupportedException();

    public Task OpenAsync() => throw new NotSupportedException();
}
