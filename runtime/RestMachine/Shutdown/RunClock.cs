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

        // A clock that is moved by hand may move while the timer is made: made anew, it is due at the moment itself.
        using var timer = time.CreateTimer(static gate => Wake(gate!), gate, left, Timeout.InfiniteTimeSpan);
        while (moment - Elapsed is var exact && exact != left && exact > TimeSpan.Zero)
        {
            left = exact;
            timer.Change(left, Timeout.InfiniteTimeSpan);
        }

        if (left > TimeSpan.Zero && Elapsed < moment)
        {
            Monitor.Wait(gate);
        }
    }

    public static void Wake(object gate)
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }
}
