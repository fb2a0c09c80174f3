namespace RestMachine.Aws.Invocations;

/// <summary>
/// What runs on a managed instance, where SIGTERM finds invocations that callers still wait for: the pollers stop, each
/// when it has answered, and that is waited for.
/// </summary>
internal sealed class RunningInvocations
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private int _count;

    /// <summary>Fires when no further invocation is to be asked for.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>A poller begins, or an invocation of a class library.</summary>
    public void Begin() => Add(1);

    /// <summary>It has ended: what it was in has been answered.</summary>
    public void End() => Add(-1);

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Stops the pollers and waits until nothing runs; false when the time was too short.</summary>
    public bool Drain(TimeSpan atMost, TimeProvider time)
    {
        var start = time.GetTimestamp();
        _stop.Cancel();
        lock (_gate)
        {
            TimeSpan left;
            while (_count > 0 && (left = atMost - time.GetElapsedTime(start)) > TimeSpan.Zero)
            {
                Monitor.Wait(_gate, left);
            }

            return _count == 0;
        }
    }

    private void Add(int invocations)
    {
        lock (_gate)
        {
            _count += invocations;
            Monitor.PulseAll(_gate);
        }
    }
}
