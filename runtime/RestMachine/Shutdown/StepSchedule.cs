namespace RestMachine.Shutdown;

/// <summary>Whose turn it is, by the clock and by what has happened so far. Guarded by the run's gate.</summary>
internal sealed class StepSchedule(ShutdownSteps steps, ShutdownBudget budget)
{
    private ShutdownBudget _budget = budget;
    private bool _tokensFired;
    private TimeSpan _end = EndOf(budget);

    /// <summary>Only disposals are left whose values a request holds, and the tokens have fired: nobody will let go.</summary>
    public bool IsStuck => _tokensFired && !steps.All.Any(step => step.HasBegun && !step.HasEnded);

    public bool IsOver(TimeSpan now) => now >= _end || steps.All.All(step => step.HasEnded);

    /// <summary>There is less time than the steps that run have begun with.</summary>
    public void Shorten(ShutdownBudget budget, TimeSpan now)
    {
        _budget = budget;
        _end = EndOf(budget) < _end ? EndOf(budget) : _end;
        foreach (var step in steps.All)
        {
            step.Hasten(now, budget.Token - now);
        }
    }

    /// <summary>The tokens to fire now: everybody's, or those of handlers whose own limit is over. Each once.</summary>
    public List<CancellationTokenSource> TakeOverdue(TimeSpan now)
    {
        if (!_tokensFired && now >= _budget.Token)
        {
            _tokensFired = true;
            _end = _budget.EndFollowsToken ? now + (_budget.End - _budget.Token) : _budget.End;
        }

        return [.. steps.All.Select(step => step.TakeDueToken(now, _tokensFired)).OfType<CancellationTokenSource>()];
    }

    /// <summary>Begins every step whose turn has come.</summary>
    public List<ShutdownStep> Begin(TimeSpan now)
    {
        var mayDispose = steps.Handlers.All(handler => handler.IsReleased(now));
        var ready = steps
            .All.Where(step => !step.HasBegun && step.IsFree && (mayDispose || step is HandlerStep))
            .Where(step => step.Predecessors.TrueForAll(predecessor => predecessor.IsReleased(now)))
            .ToList();
        foreach (var step in ready)
        {
            step.Begin(now, _budget.Token - now);
            MarkOverlap(step is HandlerStep ? step.Predecessors : steps.Handlers);
        }

        return ready;
    }

    /// <summary>When something may change without a step's doing.</summary>
    public TimeSpan NextMoment(TimeSpan now) =>
        steps
            .All.Where(step => step.HasBegun && !step.HasEnded)
            .SelectMany(step => (TimeSpan[])[step.SliceEndsAt, step.LimitEndsAt ?? _end])
            .Append(_budget.Token)
            .Where(moment => moment > now)
            .Append(_end)
            .Min();

    /// <summary>
    /// How a step stands that ends now. A disposal has no token to heed: one that completes has lost nothing, however
    /// late it is.
    /// </summary>
    public StepOutcome OutcomeOf(ShutdownStep step, TimeSpan now) =>
        step is HandlerStep && (_tokensFired || now >= step.LimitEndsAt) ? StepOutcome.TimedOut
        : step.Error is null ? StepOutcome.Completed
        : StepOutcome.Failed;

    private static TimeSpan EndOf(ShutdownBudget budget) => budget.EndFollowsToken ? TimeSpan.MaxValue : budget.End;

    private static void MarkOverlap(IEnumerable<ShutdownStep> predecessors)
    {
        foreach (var predecessor in predecessors.Where(predecessor => !predecessor.HasEnded))
        {
            predecessor.Overlapped = true;
        }
    }
}
