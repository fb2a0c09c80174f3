namespace RestMachine.Shutdown;

/// <summary>One piece of work of a run: a handler's or a disposal. Guarded by the run's gate.</summary>
internal abstract class ShutdownStep(string name)
{
    private static int s_count;

    private CancellationTokenSource? _limit;

    public string Name { get; } = name;

    /// <summary>Unique in the process: a receipt may tell of several applications.</summary>
    public int Number { get; } = Interlocked.Increment(ref s_count);

    public List<ShutdownStep> Predecessors { get; } = [];

    /// <summary>Steps on the longest way from this one to the end of the run, itself included.</summary>
    public int LevelsLeft { get; set; } = 1;

    public StepOutcome Outcome { get; private set; }

    public Exception? Error { get; private set; }

    public string? MissingValue { get; private set; }

    public TimeSpan StartedAt { get; private set; }

    public TimeSpan Duration { get; private set; }

    public TimeSpan SliceEndsAt { get; private set; }

    /// <summary>The time that it has of its own, if the run's is not all.</summary>
    public virtual TimeSpan? Limit => null;

    /// <summary>When its own time is over; null: never.</summary>
    public TimeSpan? LimitEndsAt => StartedAt + Limit;

    public bool Overlapped { get; set; }

    public bool HasBegun => Outcome != StepOutcome.Waiting;

    public bool HasEnded => Outcome is not (StepOutcome.Waiting or StepOutcome.Unfinished);

    public virtual string Kind => "handler";

    /// <summary>Whether it may begin, its predecessors aside.</summary>
    public virtual bool IsFree => true;

    /// <summary>The run's token or, where it has a limit, one that may fire before; there is one once it has begun.</summary>
    public CancellationToken Token { get; private set; }

    /// <summary>Does its work; what it throws is part of the report.</summary>
    public async ValueTask<Exception?> TryInvokeAsync()
    {
        try
        {
            await InvokeAsync(Token);
            return null;
        }
#pragma warning disable CA1031 // The failure policy of shutdown: every handler runs whatever the others do.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    /// <summary>No longer holds back its successors: ended, or its slice is used up.</summary>
    public bool IsReleased(TimeSpan now) => HasEnded || (HasBegun && now >= SliceEndsAt);

    public void Begin(TimeSpan now, TimeSpan remaining, CancellationToken run)
    {
        _limit = Limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(run);
        Token = _limit?.Token ?? run;
        Outcome = StepOutcome.Unfinished;
        StartedAt = now;
        var slice = remaining > TimeSpan.Zero ? remaining / LevelsLeft : TimeSpan.Zero;
        SliceEndsAt = now + (Limit < slice ? Limit.Value : slice);
    }

    /// <summary>Its own token to fire, once, when its time is over and it has not ended.</summary>
    public CancellationTokenSource? TakeOverdue(TimeSpan now)
    {
        var isDue = HasBegun && !HasEnded && now >= LimitEndsAt;
        return isDue ? Interlocked.Exchange(ref _limit, null) : null;
    }

    public void End(TimeSpan now, StepOutcome outcome, Exception? error)
    {
        Duration = now - StartedAt;
        Error = error;
        Outcome = outcome;
    }

    /// <summary>It cannot complete any more, but has not ended yet.</summary>
    public void Fail(Exception error) => Error ??= error;

    public void Skip(string missingValue)
    {
        MissingValue = missingValue;
        Outcome = StepOutcome.Skipped;
    }

    public void LeaveOut() => Outcome = StepOutcome.NotDisposed;

    protected abstract ValueTask InvokeAsync(CancellationToken cancellation);

    public ShutdownStepReport ToReport(TimeSpan now) =>
        new(Name, Outcome, Outcome == StepOutcome.Unfinished ? now - StartedAt : Duration)
        {
            Error = Error,
            MissingValue = MissingValue,
            Overlapped = Overlapped,
        };
}
