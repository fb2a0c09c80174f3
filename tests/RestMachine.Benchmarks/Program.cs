using RestMachine.Benchmarks;
using RestMachine.Benchmarks.ExtensionStart;
using RestMachine.Benchmarks.Framework;
using RestMachine.Benchmarks.Handover;
using RestMachine.Benchmarks.Invoke;
using RestMachine.Benchmarks.MethodOrder;
using RestMachine.Benchmarks.Sigterm;
using RestMachine.Benchmarks.Synth;

// Each benchmark is a sub-command in a folder of its own; a new one is one line here.
IBenchmark[] benchmarks =
[
    new ExtensionStartBenchmark(),
    new HandoverBenchmark(),
    new SigtermBenchmark(),
    new DispatchBenchmark(),
    new RoutesBenchmark(),
    new StartBenchmark(),
    new InvokeBenchmark(),
    new MethodOrderCommand(),
    new SynthBenchmark(),
];
if (
    args.Length > 0
    && Array.Find(benchmarks, known => known.Name.Equals(args[0], StringComparison.Ordinal)) is { } chosen
)
{
    try
    {
        chosen.Run(args[1..]);
        return 0;
    }
    catch (BenchmarkException problem)
    {
        Console.Error.WriteLine(problem.Message);
        return 2;
    }
}

Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/RestMachine.Benchmarks -- <benchmark>");
foreach (var benchmark in benchmarks)
{
    Console.Error.WriteLine($"  {benchmark.Name, -20} {benchmark.Summary}");
}
return 2;
