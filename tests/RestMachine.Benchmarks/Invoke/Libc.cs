using System.Runtime.InteropServices;

namespace RestMachine.Benchmarks.Invoke;

internal static partial class Libc
{
    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>This thread, and every thread and process that it starts, stays on that core.</summary>
    public static void PinTo(int core)
    {
        var mask = 1UL << core;
        if (SetAffinity(0, sizeof(ulong), in mask) != 0)
        {
            throw new BenchmarkException($"Core {core} is not ours to use: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>What a process has used of the processor, in user and system time, to the nanosecond.</summary>
    public static TimeSpan CpuOf(int process)
    {
        if (GetCpuClock(process, out var clock) != 0 || GetTime(clock, out var time) != 0)
        {
            throw new BenchmarkException($"Process {process} has no processor clock: it ended");
        }

        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100);
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nint size, in ulong mask);

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int GetCpuClock(int process, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);
}
