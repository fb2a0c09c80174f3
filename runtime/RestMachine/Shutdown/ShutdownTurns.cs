namespace RestMachine.Shutdown;

/// <summary>Whose turn it is in a run; the caller holds the run's gate.</summary>
internal static class ShutdownTurns
{
    /// <summary>Begins every step that waits for nothing any more.</summary>
    public static List<ShutdownStep> BeginReady(ShutdownSteps steps, TimeSpan now, ShutdownBudget budget)
    {
        var mayDispose = steps.Handlers.All(handler => handler.IsReleased(now));
        var ready = steps
            .All.Where(step => !step.HasBegun && step.IsFree && (mayDispose || step is HandlerStep))
            .Where(step => step.Predecessors.TrueForAll(predecessor => predecessor.IsReleased(now)))
            .ToList();
        foreach (var step in ready)
        {
            step.Begin(now, budget.Token - now);
            MarkOverlap(step is HandlerStep ? step.Predecessors : [.. steps.Handlers, .. step.Predecessors]);
        }

        return ready;
    }

    /// <summary>Only disposals are left whose values a request holds: once the tokens have fired, nobody will let go.</summary>
    public static bool NobodyMoves(ShutdownSteps steps) => !steps.All.Any(step => step.HasBegun && !step.HasEnded);

    /// <summary>When to look again, if nothing happens before.</summary>
    public static TimeSpan NextMoment(ShutdownSteps steps, TimeSpan now, ShutdownBudget budget) =>
        steps
            .All.Where(step => step.HasBegun && !step.HasEnded)
            .SelectMany(step => (TimeSpan[])[step.SliceEndsAt, step.LimitEndsAt ?? budget.End])
            .Append(budget.Token)
            .Where(moment => moment > now)
            .Append(budget.End)
            .Min();

    private static void MarkOverlap(List<ShutdownStep> predecessors)
    {
        foreach (var predecessor in predecessors.Where(predecessor => !predecessor.HasEnded))
        {
            predecessor.Overlapped = true;
        }
    }
}
