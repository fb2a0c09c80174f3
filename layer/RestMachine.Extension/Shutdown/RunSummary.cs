using RestMachine.Extension.Json;
using RestMachine.Extension.Logs;
using RestMachine.Extension.Receipts;

namespace RestMachine.Extension.Shutdown;

/// <summary>A shutdown run as the log line tells it, from a receipt or from an answer.</summary>
/// <param name="outcome">What the function, or the lack of its last word, says of the run.</param>
internal sealed class RunSummary(string outcome)
{
    private long stillStarting;

    /// <summary>A run in which something went wrong is not completed, whoever says so.</summary>
    public string Outcome => outcome is RunOutcome.Completed && Problems > 0 ? RunOutcome.Failed : outcome;

    public string? Trigger { get; set; }

    /// <summary>How long it took or, without an end, how long it has been running.</summary>
    public long? Microseconds { get; set; }

    /// <summary>Until the handlers' token fires.</summary>
    public long? BudgetMilliseconds { get; private set; }

    /// <summary>How many handlers the function had announced, if it did.</summary>
    public long? Registered { get; private set; }

    public string? Library { get; private set; }

    /// <summary>Lines that the receipt had no room for.</summary>
    public long Dropped { get; set; }

    public long Completed { get; set; }
    public long Failed { get; set; }
    public long TimedOut { get; set; }
    public long Skipped { get; set; }

    /// <summary>Handlers that were still running when the function died, and those that never began.</summary>
    public long Unfinished { get; set; }

    public long DisposalsFailed { get; private set; }
    public long DisposalsUnfinished { get; private set; }

    /// <summary>What concerns the whole run, each a clause.</summary>
    public List<string> Causes { get; init; } = [];

    public List<StepSummary> Steps { get; } = [];

    /// <summary>Handlers that should have run and did not, or not well, are the user's to see; no function is no error.</summary>
    public LogLevel Level =>
        Outcome switch
        {
            RunOutcome.Completed or RunOutcome.NoFunction => LogLevel.Info,
            // Values may have been left undisposed.
            RunOutcome.NotRun when Registered == 0 => LogLevel.Warn,
            _ => LogLevel.Error,
        };

    /// <summary>How many handlers it tells of.</summary>
    public long Handlers => Completed + Failed + TimedOut + Skipped + Unfinished;

    private long Problems =>
        Failed + TimedOut + Skipped + Unfinished + DisposalsFailed + DisposalsUnfinished + stillStarting;

    public void Take(Receipt receipt)
    {
        Trigger = receipt.Run?.Trigger ?? Trigger;
        BudgetMilliseconds = receipt.Run?.BudgetMilliseconds;
        if (receipt.Shortened is { } shortened)
        {
            BudgetMilliseconds = shortened.BudgetMilliseconds ?? BudgetMilliseconds;
            // The POST of a handover tells the deadline, which is of the same shutdown.
            if (shortened.Trigger is not "handover")
            {
                Causes.Add(Quoted.Word(shortened.Trigger ?? "a later trigger") + " left it less time");
            }
        }
        Library = receipt.Library;
        // Nothing was said of any handler: the receipt may have been torn before.
        Registered = receipt is { Announced: null, Handlers.Count: 0 }
            ? null
            : Math.Clamp(receipt.Announced ?? 0, receipt.Handlers.Count, int.MaxValue);
    }

    public void Add(StepSummary step)
    {
        Steps.Add(step);
        if (step.Kind is StepKind.Handler)
        {
            CountHandler(step.Outcome);
        }
        else if (step.Kind is StepKind.Disposal)
        {
            CountDisposal(step.Outcome);
        }
        else
        {
            stillStarting++;
        }
    }

    private void CountDisposal(string stepOutcome)
    {
        if (stepOutcome is RunOutcome.Unfinished)
        {
            DisposalsUnfinished++;
        }
        else if (stepOutcome is not RunOutcome.Completed)
        {
            DisposalsFailed++;
        }
    }

    private void CountHandler(string stepOutcome)
    {
        switch (stepOutcome)
        {
            case RunOutcome.Completed:
                Completed++;
                break;
            case RunOutcome.TimedOut:
                TimedOut++;
                break;
            case RunOutcome.Skipped:
                Skipped++;
                break;
            case RunOutcome.Unfinished:
                Unfinished++;
                break;
            default:
                // Also one that only a newer function knows: whatever it is, it is not that it completed.
                Failed++;
                break;
        }
    }
}
