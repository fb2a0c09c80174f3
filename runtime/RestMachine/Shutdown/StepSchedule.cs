namespace RestMachine.Shutdown;

/// <summary>Whose turn it is, by the clock and by what has happened so far. Guarded by the run's gate.</summary>
internal sealed class StepSchedule(ShutdownSteps steps, ShutdownBudget budget, CancellationTokenSource token)
{
    private bool _tokenFired;
    private TimeSpan _end = budget.EndFollowsToken ? TimeSpan.MaxValue : budget.End;

    /// <summary>Only disposals are left whose values a request holds, and the token has fired: nobody will let go.</summary>
    public bool IsStuck => _tokenFired && !steps.All.Any(step => step.HasBegun && !step.HasEnded);

    public bool IsOver(TimeSpan now) => now >= _end || steps.All.All(step => step.HasEnded);

    /// <summary>What is to be fired now: the handlers' token, and those of handlers that have a limit. Each once.</summary>
    public List<CancellationTokenSource> TakeOverdue(TimeSpan now)
    {
        List<CancellationTokenSource> overdue =
        [
            .. steps.All.Select(step => step.TakeOverdue(now)).OfType<CancellationTokenSource>(),
        ];
        if (!_tokenFired && now >= budget.Token)
        {
            _tokenFired = true;
            _end = budget.EndFollowsToken ? now + (budget.End - budget.Token) : budget.End;
            overdue.Insert(0, token);
        }

        return overdue;
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
            step.Begin(now, budget.Token - now, token.Token);
            MarkOverlap(step is HandlerStep ? step.Predecessors : [.. steps.Handlers, .. step.Predecessors]);
        }

        return ready;
    }

    /// <summary>When something may change without a step's doing.</summary>
    public TimeSpan NextMoment(TimeSpan now) =>
        steps
            .All.Where(step => step.HasBegun && !step.HasEnded)
            .SelectMany(step => (TimeSpan[])[step.SliceEndsAt, step.LimitEndsAt ?? _end])
            .Append(budget.Token)
            .Where(moment => moment > now)
            .Append(_end)
            .Min();

    /// <summary>How a step stands that ends now.</summary>
    public StepOutcome OutcomeOf(ShutdownStep step, Exception? error, TimeSpan now) =>
        _tokenFired || now >= step.LimitEndsAt ? StepOutcome.TimedOut
        : error is null ? StepOutcome.Completed
        : StepOutcome.Failed;

    private static void MarkOverlap(List<ShutdownStep> predecessors)
    {
        foreach (var predecessor in predecessors.Where(predecessor => !predecessor.HasEnded))
        {
            predecessor.Overlapped = true;
        }
    }
}
