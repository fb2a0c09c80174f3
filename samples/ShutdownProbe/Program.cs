using RestMachine;
using RestMachine.Aws;
using ShutdownProbe;

var app = new RestApplication();
var ticks = new Ticks(TimeProvider.System, Console.Out);
if (Environment.GetEnvironmentVariable("PROBE_HANDLERS") == "deaf")
{
    app.OnShutdown("deaf", () => ticks.GoOnForEver());
}
else
{
    // They share nothing, so they run side by side, and each leaves a line of the receipt when it ends.
    foreach (var after in Ticks.All)
    {
        app.OnShutdown($"tick_{after.TotalMilliseconds:0000}", () => ticks.EndAfterAsync(after));
    }
}

var adapter = new AwsApiGatewayAdapter(app);
adapter.OnEvent(
    (_, _) => Task.FromResult(new ProbeAnswer(ProbeAnswer.LogStreamOfThisEnvironment)),
    ProbeJson.Default.ProbeAnswer
);
if (Environment.GetEnvironmentVariable("PROBE_LOOP") == "own")
{
    // The library registers its internal extension only where it knows the whole of INIT.
    await new OwnLoop(adapter).RunAsync();
}
else
{
    await adapter.RunAsync();
}
