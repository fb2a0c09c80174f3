namespace RestMachine.Shutdown;

/// <summary>Time since the trigger, and waits that need neither the thread pool nor its timers.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>
    /// Waits on the gate, which the caller holds, for a pulse or until that moment; may wake earlier, so callers look
    /// again.
    /// </summary>
    public void WaitUntil(object gate, TimeSpan moment)
    {
        var left = moment - Elapsed;
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        // Monitor measures real time, which says nothing of a clock that a test moves: that one is looked at often.
        var wait = time == TimeProvider.System ? left : TimeSpan.Zero;

        // A whole millisecond more: Monitor counts in milliseconds and would wake too early and spin.
        Monitor.Wait(gate, (int)Math.Min(wait.TotalMilliseconds + 1, int.MaxValue));
    }

    public static void Wake(object gate)
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }
}
