// A function whose behaviour is chosen by the environment: the tests and benchmarks of the lifecycle run it.
using System.Diagnostics;
using RestMachine;
using RestMachine.Aws;
using RestMachine.LifecycleFunction;

var resumeAfter = Environment.GetEnvironmentVariable("RESUME_AFTER") is { } time
    ? TimeSpan.Parse(time)
    : TimeSpan.MaxValue;
var app = new RestApplication(new RestApplicationOptions { ResumeAfter = resumeAfter });
var adapter = new AwsApiGatewayAdapter(app);
var startup = Environment.GetEnvironmentVariable("STARTUP");
var shutdown = Environment.GetEnvironmentVariable("SHUTDOWN");
var never = new ManualResetEventSlim();

app.OnStartup(
    "open",
    async (CancellationToken cancellation) =>
    {
        await Faults.Startup(startup, cancellation);
        return new Connection(Environment.GetEnvironmentVariable("DISPOSE"));
    }
);

app.Get("/hello", (Connection connection) => $"hello {connection.IsOpen}");
app.Get("/pid", () => $"{Environment.ProcessId}");
app.Get(
    "/starve",
    () =>
    {
        for (var i = 0; i < 64; i++)
        {
            ThreadPool.QueueUserWorkItem(_ => never.Wait());
        }

        return "starved";
    }
);
app.Get(
    "/wait",
    async (Connection connection, CancellationToken cancellation) =>
    {
        try
        {
            Console.WriteLine("waiting");
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        finally
        {
            Console.WriteLine($"invocation cancelled: {cancellation.IsCancellationRequested}");
        }
    }
);
app.Get("/stuck", Patient.StayAsync);
app.Post("/echo/{*rest}", Echo.Answer);
app.Get("/patient", Patient.Wait);
app.Get("/stream", () => Results.Stream(Streams.Write, "text/plain"));
app.Get("/throw", Faults.Throw);
app.Get("/large", Faults.Large);
app.Get("/overflow", () => $"{Faults.Overflow(1)}");
app.Get("/exit", () => Environment.Exit(3));
app.Get("/exhaust", Descriptors.Exhaust);

Console.WriteLine($"function pid {Environment.ProcessId}");
app.OnShutdown("first", (Turn? _) => Console.WriteLine($"first handler at {Stopwatch.GetTimestamp()}"));
var close = app.OnShutdown(
    "close",
    async (Connection connection, Turn? _, CancellationToken cancellation) =>
    {
        Console.WriteLine("closing");
        await Faults.Shutdown(shutdown, cancellation);
        await connection.DisposeAsync();
        Console.WriteLine("closed");
    }
);
if (Environment.GetEnvironmentVariable("WITHIN") is { } limit)
{
    close.Within(TimeSpan.Parse(limit));
}

app.OnResume((TimeSpan idle, Connection connection) => Console.WriteLine($"resumed: {connection.IsOpen}"));
app.OnBeforeSnapshot(
    "before",
    (Connection connection, CancellationToken cancellation) =>
        Faults.Snapshot("before", Environment.GetEnvironmentVariable("SNAPSHOT"), cancellation)
);
app.OnAfterRestore(
    "after",
    (Connection connection, CancellationToken cancellation) =>
        Faults.Snapshot("after", Environment.GetEnvironmentVariable("SNAPSHOT"), cancellation)
);

OptionalHandlers.Register(app, adapter);

if (Environment.GetEnvironmentVariable("SECOND_APPLICATION") == "yes")
{
    var second = new RestApplication();
    second.OnShutdown("second_application", () => Console.WriteLine("second application closed"));
    await new AwsApiGatewayAdapter(second).StartAsync();
}

using var port = Faults.TakePort(Environment.GetEnvironmentVariable("TAKE_PORT"));
await adapter.RunAsync();
