namespace RestMachine.Extension.Shutdown;

/// <summary>A shutdown run as the log line tells it, from a receipt or from an answer.</summary>
internal sealed class RunSummary
{
    public required string Outcome { get; init; }
    public string? Trigger { get; init; }
    public long? Microseconds { get; init; }
    public long? BudgetMilliseconds { get; init; }

    /// <summary>How many handlers the function had announced, if it did.</summary>
    public int? Registered { get; init; }

    /// <summary>Whether every step is told of.</summary>
    public bool IsComplete { get; init; } = true;

    public long Completed { get; set; }
    public long Failed { get; set; }
    public long TimedOut { get; set; }
    public long Skipped { get; set; }
    public long Unfinished { get; set; }

    /// <summary>What did not go well, each a clause.</summary>
    public List<string> Details { get; init; } = [];

    public void Count(StepSummary step)
    {
        var one = step.IsHandler ? 1 : 0;
        switch (step.Outcome)
        {
            case RunOutcome.Completed:
                Completed += one;
                return;
            case RunOutcome.Failed:
                Failed += one;
                break;
            case RunOutcome.TimedOut:
                TimedOut += one;
                break;
            case RunOutcome.Skipped:
                Skipped += one;
                break;
            case RunOutcome.Unfinished:
                Unfinished++;
                break;
        }
        Details.Add(step.Describe());
    }
}
