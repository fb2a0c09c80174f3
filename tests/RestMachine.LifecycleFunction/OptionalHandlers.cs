using RestMachine.Aws;

namespace RestMachine.LifecycleFunction;

/// <summary>Handlers that only some tests want, each by a variable.</summary>
internal static class OptionalHandlers
{
    public static void Register(RestApplication app, AwsApiGatewayAdapter adapter)
    {
        if (Environment.GetEnvironmentVariable("LATE") is { } late)
        {
            AddLate(app, late);
        }

        if (Has("ORDERED"))
        {
            app.OnStartup(() => new Turn());
        }

        if (Has("INSIDE"))
        {
            AddInside(app, adapter);
        }

        if (Has("TWO_STARTUPS"))
        {
            app.OnStartup("same", (Connection connection) => new Alias(connection));
            app.OnStartup("same_again", ([Named("same")] Alias alias) => alias);
        }

        if (Has("KNOT"))
        {
            AddKnot(app);
        }

        if (Has("CONSOLE"))
        {
            app.OnStartup("console", TakeOverTheConsole);
        }

        for (var i = 1; i <= int.Parse(Environment.GetEnvironmentVariable("HANDLERS") ?? "0"); i++)
        {
            app.OnShutdown($"handler_{i}", () => { });
        }

        if (Environment.GetEnvironmentVariable("PROCESS_EXIT") == "block")
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                Console.WriteLine("exiting");
                new ManualResetEventSlim().Wait();
            };
        }
    }

    private static bool Has(string variable) => Environment.GetEnvironmentVariable(variable) == "yes";

    /// <summary>The writer is a startup value, so shutdown disposes it.</summary>
    private static StreamWriter TakeOverTheConsole()
    {
        var writer = new StreamWriter(Stream.Null);
        Console.SetOut(writer);
        return writer;
    }

    private static void AddLate(RestApplication app, string fault)
    {
        app.OnStartup(
            "late",
            async (Connection _, CancellationToken cancellation) =>
            {
                await Faults.Startup(fault, cancellation);
                return new Late();
            }
        );
        app.OnShutdown("end_late", (Late _) => Console.WriteLine("late ended"));
    }

    private static void AddInside(RestApplication app, AwsApiGatewayAdapter adapter) =>
        app.OnShutdown(
            "inside",
            async () =>
            {
                var report = await adapter.ExecuteShutdownHandlersAsync();
                Console.WriteLine($"inside a run by {report.Trigger}: {report.Outcome}");
            }
        );

    /// <summary>Each uses what the other's value stands on: registration order decides.</summary>
    private static void AddKnot(RestApplication app)
    {
        app.OnStartup("left", () => new Strand("left"));
        app.OnStartup("right", () => new Strand("right"));
        app.OnStartup("on_left", ([Named("left")] Strand strand) => new Loop(strand));
        app.OnStartup("on_right", ([Named("right")] Strand strand) => new Loop(strand));
        app.OnShutdown(
            "knot_1",
            ([Named("on_left")] Loop loop, [Named("right")] Strand strand) =>
                Console.WriteLine($"knot 1: {loop.Strand.Name} {strand.Name}")
        );
        app.OnShutdown(
            "knot_2",
            ([Named("on_right")] Loop loop, [Named("left")] Strand strand) =>
                Console.WriteLine($"knot 2: {loop.Strand.Name} {strand.Name}")
        );
    }
}
