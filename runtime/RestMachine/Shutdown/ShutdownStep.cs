namespace RestMachine.Shutdown;

/// <summary>One piece of work of a run: a handler's or a disposal. Guarded by the run's gate.</summary>
internal abstract class ShutdownStep(string name)
{
    private static int s_count;

    private CancellationTokenSource? _token;

    public string Name { get; } = name;

    /// <summary>Unique in the process: a receipt may tell of several applications.</summary>
    public int Number { get; } = Interlocked.Increment(ref s_count);

    public List<ShutdownStep> Predecessors { get; } = [];

    /// <summary>Steps on the longest way from this one to the end of the run, itself included.</summary>
    public int LevelsLeft { get; set; } = 1;

    public StepOutcome Outcome { get; private set; }

    public StepError? Error { get; private set; }

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

    /// <summary>
    /// Its own, once it has begun: what others registered on theirs may block, and must not keep this one from firing.
    /// </summary>
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

    /// <param name="now">The time since the run's trigger.</param>
    /// <param name="remaining">Until the run's tokens fire.</param>
    public void Begin(TimeSpan now, TimeSpan remaining)
    {
        _token = new CancellationTokenSource();
        Token = _token.Token;
        Outcome = StepOutcome.Unfinished;
        StartedAt = now;
        SliceEndsAt = now + SliceOf(remaining);
        if (remaining <= TimeSpan.Zero)
        {
            // Here, since nobody can have registered anything on it.
            TakeDueToken(now, isRunDue: true)!.Cancel();
        }
    }

    /// <summary>Less time remains than it began with.</summary>
    public void Hasten(TimeSpan now, TimeSpan remaining)
    {
        if (HasBegun && !HasEnded && now + SliceOf(remaining) < SliceEndsAt)
        {
            SliceEndsAt = now + SliceOf(remaining);
        }
    }

    /// <summary>Its token to fire, once, when the run's time or its own is over and it has not ended.</summary>
    public CancellationTokenSource? TakeDueToken(TimeSpan now, bool isRunDue)
    {
        var isDue = HasBegun && !HasEnded && (isRunDue || now >= LimitEndsAt);
        return isDue ? Interlocked.Exchange(ref _token, null) : null;
    }

    public void End(TimeSpan now, StepOutcome outcome)
    {
        Duration = now - StartedAt;
        Outcome = outcome;
    }

    /// <summary>It cannot complete any more, but has not ended yet.</summary>
    public void Fail(StepError error) => Error ??= error;

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
            Error = Error?.Exception,
            ErrorMessage = Error?.Message,
            MissingValue = MissingValue,
            Overlapped = Overlapped,
        };

    private TimeSpan SliceOf(TimeSpan remaining)
    {
        var slice = remaining > TimeSpan.Zero ? remaining / LevelsLeft : TimeSpan.Zero;
        return Limit < slice ? Limit.Value : slice;
    }
}
