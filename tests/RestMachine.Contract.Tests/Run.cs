using RestMachine.Aws.Shutdown;
using RestMachine.Shutdown;

namespace RestMachine.Contract.Tests;

/// <summary>A shutdown run with every outcome there is, whose names and messages try to break the receipt.</summary>
internal static class Run
{
    public const string Hostile = "a b=c%20%\n\r\t\0\u001b[2J\u0085\u2028 größe 🙂 \ud800";

    /// <summary>What is left of it on either side: half a surrogate pair is no text.</summary>
    public static readonly string HostileAsRead = Hostile.Replace('\ud800', '\ufffd');

    /// <summary>Startup, hello and the run, written by the function's code to whoever listens on the port.</summary>
    public static async Task<ShutdownReport> WriteAsync(
        int port,
        int handlers = 0,
        string name = "handler",
        string? failure = null
    )
    {
        using var receipt = Receipt.Connect(port, TimeProvider.System, out _).ShouldNotBeNull();
        var app = Application(handlers, name, failure);
        receipt.Hello("9090", [.. app.ShutdownHandlers.Select(handler => handler.Name)]);
        app.Lifecycle.Observe(receipt);
        await Should.ThrowAsync<StartupException>(() => app.Lifecycle.StartAsync(CancellationToken.None));
        var budget = new ShutdownBudget(TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(2));
        return await app.Lifecycle.ShutdownAsync("SIGTERM", budget);
    }

    private static RestApplication Application(int handlers, string name, string? failure)
    {
        var app = new RestApplication();
        app.OnStartup("value", () => new Value());
        app.OnStartup("absent", Never (Value _) => throw new InvalidDataException("no such host"));
        app.OnShutdown(Hostile, () => { });
        app.OnShutdown("fails", () => Fail());
        app.OnShutdown("skipped", (Never _) => { });
        app.OnShutdown("late", (CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation));
        app.OnShutdown("hangs", (Value _) => new ManualResetEventSlim().Wait());
        for (var i = 0; i < handlers; i++)
        {
            app.OnShutdown($"{name} {i}", () => Fail(failure));
        }

        return app;
    }

    private static void Fail() => throw new InvalidDataException(Hostile);

    private static void Fail(string? message)
    {
        if (message is not null)
        {
            throw new InvalidDataException(message);
        }
    }

    internal sealed class Never;

    internal sealed class Value : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("A handler still holds it.");
    }
}
