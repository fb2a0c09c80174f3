namespace RestMachine.Benchmarks.Framework;

/// <summary>A GET with a JSON result beside ASP.NET Core's, time and allocation; the executable describes what it compares.</summary>
internal sealed class DispatchBenchmark : IBenchmark
{
    public string Name => "dispatch";

    public string Summary => "a GET with a JSON result beside ASP.NET Core's, time and allocation";

    public void Run(string[] arguments) => Console.Write(BenchmarkedApplication.Publish().Measure(Name));
}
