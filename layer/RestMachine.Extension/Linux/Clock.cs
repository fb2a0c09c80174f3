namespace RestMachine.Extension.Linux;

/// <summary>The two clocks: the monotonic one measures (function and extension share it), the wall one reads deadlines.</summary>
internal static unsafe class Clock
{
    public static long MonotonicMicroseconds => Read(Libc.CLOCK_MONOTONIC);

    public static long WallMilliseconds => Read(Libc.CLOCK_REALTIME) / 1000;

    private static long Read(int clock)
    {
        Libc.TimeSpec time;
        // Cannot fail: both clocks exist on every Linux and the pointer is ours.
        _ = Libc.GetTime(clock, &time);
        return time.Seconds * 1_000_000 + time.Nanoseconds / 1000;
    }
}
