using RestMachine.BenchmarkedApplication;

// Started by the benchmark of that name; prints one measurement a line.
var begin = CpuTime.Now();
switch (args)
{
    case ["start"]:
        Startup.Run(begin);
        return 0;
    case ["dispatch"]:
        await Dispatch.RunAsync();
        return 0;
    case ["routes"]:
        RouteCount.Run();
        return 0;
    default:
        Console.Error.WriteLine("Usage: start | dispatch | routes");
        return 2;
}
