using System.Runtime.InteropServices;

namespace RestMachine.BenchmarkedApplication;

/// <summary>What the calling thread and the whole process have computed so far.</summary>
internal readonly record struct CpuTime(TimeSpan Thread, TimeSpan Process)
{
    private const int ProcessClock = 2;
    private const int ThreadClock = 3;

    public static CpuTime Now() => new(Read(ThreadClock), Read(ProcessClock));

    public static CpuTime operator -(CpuTime left, CpuTime right) =>
        new(left.Thread - right.Thread, left.Process - right.Process);

    private static TimeSpan Read(int clock)
    {
        if (GetTime(clock, out var time) != 0)
        {
            throw new InvalidOperationException($"clock_gettime({clock}) failed");
        }

        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1_000.0);
    }

    [DllImport("libc", EntryPoint = "clock_gettime", ExactSpelling = true)]
    private static extern int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
