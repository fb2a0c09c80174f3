namespace RestMachine.Shutdown;

/// <summary>Time since the trigger, and waits that need neither the thread pool nor its timers.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Waits on the gate, which the caller holds, for a pulse or until that moment.</summary>
    public void WaitUntil(object gate, TimeSpan moment)
    {
        var left = moment - Elapsed;
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        if (time == TimeProvider.System)
        {
            // A whole millisecond more: Monitor counts in milliseconds and would wake too early and spin.
            Monitor.Wait(gate, (int)Math.Min(left.TotalMilliseconds + 1, int.MaxValue));
            return;
        }

        using var timer = time.CreateTimer(static gate => Wake(gate!), gate, left, Timeout.InfiniteTimeSpan);
        Monitor.Wait(gate);
    }

    public static void Wake(object gate)
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }
}
