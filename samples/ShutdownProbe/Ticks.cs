using System.Globalization;

namespace ShutdownProbe;

/// <summary>
/// Shutdown handlers whose ends, 10 ms apart, say how long the function was alive. None looks at its token: what counts is
/// when the platform kills.
/// </summary>
internal sealed class Ticks(TimeProvider time, TextWriter log)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(10);

    // The longest shutdown phase, by AWS's documents.
    private static readonly TimeSpan s_phase = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private long? _began;

    public static IEnumerable<TimeSpan> All =>
        Enumerable.Range(1, (int)(s_phase / s_interval)).Select(number => number * s_interval);

    public async Task EndAfterAsync(TimeSpan after)
    {
        var began = Begin();
        var left = after - time.GetElapsedTime(began);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, time);
        }

        WriteTick(began);
    }

    /// <summary>Neither awaits nor returns.</summary>
    public void GoOnForEver()
    {
        var began = Begin();
        while (true)
        {
            using var interval = new ManualResetEvent(initialState: false);
            interval.WaitOne(s_interval);
            WriteTick(began);
        }
    }

    // What the clocks show goes with the first one: by it the deadline of the extensions' event can be judged.
    private long Begin()
    {
        lock (_gate)
        {
            if (_began is { } known)
            {
                return known;
            }

            _began = time.GetTimestamp();
            var wall = time.GetUtcNow().ToUnixTimeMilliseconds();
            Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"probe":"began","wall":{{wall}},"uptime":{{Uptime()}}}"""
                )
            );
            return _began.Value;
        }
    }

    private void WriteTick(long began)
    {
        var after = time.GetElapsedTime(began).TotalMilliseconds;
        Write(string.Create(CultureInfo.InvariantCulture, $$"""{"probe":"tick","after":{{after:0.0}}}"""));
    }

    private void Write(string line)
    {
        lock (_gate)
        {
            log.WriteLine(line);
        }
    }

    // Milliseconds, of a clock that the witness can read too, in steps of 10 (proc_uptime(5)).
    private static long Uptime()
    {
        var seconds = File.ReadAllText("/proc/uptime").Split(' ')[0];
        return (long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * 1000);
    }
}
