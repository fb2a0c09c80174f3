using System.Diagnostics;

namespace RestMachine.BenchmarkedApplication;

/// <summary>Time and allocation of one call; the median of several rounds.</summary>
internal sealed class Measurement(string name, Action call)
{
    private const int Calls = 50_000;
    private readonly List<double> _nanoseconds = [];
    private double _bytes;

    public double Nanoseconds => _nanoseconds.Order().ElementAt(_nanoseconds.Count / 2);

    /// <summary>Rounds take turns, so that a busy moment of the machine hits every candidate.</summary>
    public static void Run(int rounds, params Measurement[] candidates)
    {
        for (var round = -2; round < rounds; round++)
        {
            foreach (var candidate in candidates)
            {
                candidate.Round(isKept: round >= 0);
            }
        }

        foreach (var candidate in candidates)
        {
            Console.WriteLine(candidate);
        }
    }

    /// <summary>Time and allocation as parts of another's.</summary>
    public string RatioTo(Measurement other) =>
        $"{100 * Nanoseconds / other.Nanoseconds, 7:F0} %  {100 * _bytes / other._bytes, 7:F0} %";

    public override string ToString() => $"{name, -34} {Nanoseconds, 8:F0} ns {_bytes, 8:F0} B";

    private void Round(bool isKept)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var turn = 0; turn < Calls; turn++)
        {
            call();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        if (isKept)
        {
            _nanoseconds.Add(elapsed.TotalNanoseconds / Calls);
            _bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / Calls;
        }
    }
}
