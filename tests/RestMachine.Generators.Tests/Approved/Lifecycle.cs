public static class Program
{
    public static void Register(RestApplication app)
    {
        app.OnStartup(() => new MemoryStream());
        app.OnStartup("replica", async (MemoryStream first, CancellationToken cancellation) => await Open(first));
        app.OnStartup((int retries = 3, string? label = null) => retries);
        app.OnShutdown(Close);
        app.OnShutdown("flush", ([Named("replica")] FileStream log) => log.Flush());
    }

    private static Task<FileStream> Open(MemoryStream first) => throw new NotSupportedException();

    private static ValueTask Close(MemoryStream stream) => stream.DisposeAsync();
}
