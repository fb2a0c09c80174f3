namespace RestMachine.Benchmarks.Framework;

/// <summary>The cost of a request from 10 to 10,000 routes; the executable describes what it compares.</summary>
internal sealed class RoutesBenchmark : IBenchmark
{
    public string Name => "routes";

    public string Summary => "the cost of a request from 10 to 10,000 routes";

    public void Run(string[] arguments) => Console.Write(BenchmarkedApplication.Publish().Measure(Name));
}
