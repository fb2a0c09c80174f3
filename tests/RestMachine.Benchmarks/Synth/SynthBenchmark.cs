using System.Diagnostics;
using System.Globalization;

namespace RestMachine.Benchmarks.Synth;

/// <summary>
/// What <c>cdk synth</c> waits for: an app from its start to its end, whose stack has the constructs, or a plain Function and
/// LayerVersion. Each run is a process of its own, as CDK's are, and they take turns, so that both see the same machine.
/// </summary>
internal sealed class SynthBenchmark : IBenchmark
{
    private const int WarmUp = 1;
    private const int DefaultRounds = 15;

    public string Name => "synth";

    public string Summary => "a CDK app with the constructs and without [rounds]";

    public void Run(string[] arguments)
    {
        if (arguments is [var one, var output])
        {
            ComparedStacks.Synthesize(one, output);
            return;
        }
        var rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultRounds;
        var times = ComparedStacks.Apps.ToDictionary(app => app, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = -WarmUp; round < rounds; round++)
        {
            // Who comes second has an advantage or a disadvantage: they take turns in that, too.
            foreach (var app in round % 2 == 0 ? ComparedStacks.Apps : ComparedStacks.Apps.Reverse())
            {
                var milliseconds = Measure(app);
                if (round >= 0)
                {
                    times[app].Add(milliseconds);
                }
            }
        }
        Console.WriteLine($"ms, {rounds} processes each                 median  fastest");
        Print(
            "plain Function and LayerVersion",
            Median(times[ComparedStacks.Plain]),
            times[ComparedStacks.Plain].Min(),
            "F0"
        );
        Print("RestMachineFunction", Median(times[ComparedStacks.Ours]), times[ComparedStacks.Ours].Min(), "F0");
        Print(
            "ratio",
            Median(times[ComparedStacks.Ours]) / Median(times[ComparedStacks.Plain]),
            times[ComparedStacks.Ours].Min() / times[ComparedStacks.Plain].Min(),
            "F3"
        );
    }

    private double Measure(string app)
    {
        var folder = Directory.CreateTempSubdirectory("synth-");
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, [Name, app, folder.FullName])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            };
            var began = Stopwatch.GetTimestamp();
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? Stopwatch.GetElapsedTime(began).TotalMilliseconds
                : throw new BenchmarkException($"The app {app} ended with {process.ExitCode}: {error}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The fastest is what is left of a run on a machine that others use as well.
    private static void Print(string name, double median, double fastest, string format) =>
        Console.WriteLine(
            name.PadRight(36)
                + median.ToString(format, CultureInfo.InvariantCulture).PadLeft(9)
                + fastest.ToString(format, CultureInfo.InvariantCulture).PadLeft(9)
        );

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}
