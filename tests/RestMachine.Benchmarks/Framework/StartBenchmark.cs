using System.Globalization;

namespace RestMachine.Benchmarks.Framework;

/// <summary>From the first line of Main until 100 routes and 5 startup handlers are ready; a new process for each sample.</summary>
internal sealed class StartBenchmark : IBenchmark
{
    private const int WarmUps = 3;
    private const int Processes = 50;

    public string Name => "start";

    public string Summary => "CPU from the first line of Main until 100 routes and 5 startup handlers are ready";

    public void Run(string[] arguments)
    {
        var application = BenchmarkedApplication.Publish();
        var (thread, process) = (new Samples(), new Samples());
        for (var turn = -WarmUps; turn < Processes; turn++)
        {
            var used = application.Measure(Name).Split(' ');
            if (turn >= 0)
            {
                thread.Add(TimeSpan.FromMilliseconds(double.Parse(used[0], CultureInfo.InvariantCulture)));
                process.Add(TimeSpan.FromMilliseconds(double.Parse(used[1], CultureInfo.InvariantCulture)));
            }
        }

        Console.WriteLine($"main thread  {thread}");
        Console.WriteLine($"process      {process}");
        Console.WriteLine($"goal         median {thread.Median:F3} ms (bound: 1)");
    }
}
