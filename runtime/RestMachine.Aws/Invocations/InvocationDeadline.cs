using RestMachine.Aws.Logging;

namespace RestMachine.Aws.Invocations;

/// <summary>
/// The token of the invocation that a poller is in: it fires at the invocation's deadline or when the process ends.
/// One timer serves all invocations: it is set again when it finds that the deadline has moved on, so that an
/// invocation in time costs no timer at all.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="log">Hears of callbacks on the token that throw.</param>
internal sealed class InvocationDeadline(TimeProvider time, FunctionLog log) : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _source;
    private ITimer? _timer;
    private long _deadline;
    private long _alarm = long.MaxValue;
    private bool _isRunning;

    /// <summary>An invocation begins.</summary>
    /// <param name="deadlineMs">Milliseconds since 1970; null: it has none.</param>
    public CancellationToken Begin(long? deadlineMs)
    {
        lock (_gate)
        {
            // A source of its own: work that outlives its invocation keeps the token, and never hears of another one.
            _source = new CancellationTokenSource();
            _deadline = deadlineMs ?? long.MaxValue;
            _isRunning = true;
            if (_deadline < _alarm)
            {
                SetAlarm();
            }

            return _source.Token;
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _isRunning = false;
        }
    }

    /// <summary>Cancels the running invocation, if there is one, on the caller's thread.</summary>
    public void Cancel()
    {
        CancellationTokenSource? running;
        lock (_gate)
        {
            running = _isRunning ? _source : null;
        }

        Cancel(running);
    }

    public void Dispose() => _timer?.Dispose();

    private void SetAlarm()
    {
        // The wall clock: it is what the deadline is given in, and it goes on while the environment is frozen.
        var left = Math.Max(0, _deadline - time.GetUtcNow().ToUnixTimeMilliseconds());
        var due = TimeSpan.FromMilliseconds(Math.Min(left, int.MaxValue));
        _alarm = _deadline;
        _timer ??= time.CreateTimer(
            static deadline => ((InvocationDeadline)deadline!).OnAlarm(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void OnAlarm()
    {
        CancellationTokenSource late;
        lock (_gate)
        {
            _alarm = long.MaxValue;
            if (!_isRunning)
            {
                return;
            }

            if (time.GetUtcNow().ToUnixTimeMilliseconds() < _deadline)
            {
                SetAlarm();
                return;
            }

            // This one: another invocation may have begun by the time it is cancelled.
            late = _source!;
        }

        Cancel(late);
    }

    private void Cancel(CancellationTokenSource? source)
    {
        try
        {
            source?.Cancel();
        }
        catch (AggregateException exception)
        {
            log.Error($"A callback on the invocation's token failed: {ExceptionText.Of(exception.InnerExceptions[0])}");
        }
    }
}
