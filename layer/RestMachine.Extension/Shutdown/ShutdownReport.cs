using RestMachine.Extension.Json;
using RestMachine.Extension.Logs;

namespace RestMachine.Extension.Shutdown;

/// <summary>The one line that tells the outcome.</summary>
internal static class ShutdownReport
{
    private const int MaxSteps = 10;
    private const int MaxDetailLength = 3000;

    public static void Write(Log log, RunSummary run, string reason) =>
        log.Write(run.Level, Describe(run, reason), Fields(run, reason));

    public static string Describe(RunSummary run, string reason)
    {
        var details = Details(run);
        return Headline(run.Outcome)
            + " ("
            + string.Join(", ", Facts(run, reason))
            + ")"
            + (details.Count == 0 ? "" : ": " + string.Join("; ", details));
    }

    private static string Headline(string outcome) =>
        outcome switch
        {
            RunOutcome.Completed => "Shutdown handlers completed successfully",
            RunOutcome.Failed => "Shutdown handlers failed",
            RunOutcome.Unfinished => "Shutdown handlers did not finish",
            RunOutcome.NotRun => "Shutdown handlers did not run",
            RunOutcome.NoFunction => "No RestMachine function answered",
            _ => "Shutdown handlers ended as " + Quoted.Word(outcome),
        };

    private static List<string> Facts(RunSummary run, string reason)
    {
        var facts = new List<string> { Quoted.Word(reason) };
        if (run.Outcome is RunOutcome.NoFunction)
        {
            return facts;
        }
        if (run.Outcome is RunOutcome.NotRun)
        {
            facts.Add(run.Registered is { } number ? number + " registered" : "unknown how many registered");
            return facts;
        }
        facts.Add(run.Trigger is { } trigger ? Quoted.Word(trigger) : "unknown trigger");
        facts.Add(run.Completed + " completed");
        AddUnlessZero(facts, run.Failed, " failed");
        AddUnlessZero(facts, run.TimedOut, " timed out");
        AddUnlessZero(facts, run.Skipped, " skipped");
        AddUnlessZero(facts, run.Unfinished, " unfinished");
        AddUnlessZero(facts, run.DisposalsFailed, run.DisposalsFailed == 1 ? " disposal failed" : " disposals failed");
        AddUnlessZero(facts, run.DisposalsUnfinished, run.DisposalsUnfinished == 1 ? " disposal unfinished" : " disposals unfinished");
        var budget = run.BudgetMilliseconds is { } limit ? limit + " ms" : null;
        facts.Add(
            run.Microseconds is { } time
                ? Thousandths.Format(time) + " ms" + (budget is null ? "" : " of " + budget)
                : "budget " + (budget ?? "unknown")
        );
        return facts;
    }

    private static void AddUnlessZero(List<string> facts, long count, string what)
    {
        if (count != 0)
        {
            facts.Add(count + what);
        }
    }

    /// <summary>The causes, then what did not go well; never so long that the log would cut it.</summary>
    private static List<string> Details(RunSummary run)
    {
        var details = new List<string>(run.Causes);
        var length = 0;
        var left = 0;
        foreach (var step in run.Steps)
        {
            if (step.Outcome is RunOutcome.Completed)
            {
                continue;
            }
            var detail = left == 0 && details.Count < run.Causes.Count + MaxSteps ? step.Describe() : null;
            if (detail is not null && (length += detail.Length) <= MaxDetailLength)
            {
                details.Add(detail);
            }
            else
            {
                left++;
            }
        }
        if (left > 0)
        {
            details.Add("and " + left + " more");
        }
        return details;
    }

    internal static LogField[] Fields(RunSummary run, string reason) =>
        [
            LogField.Of("reason", reason),
            LogField.Of("outcome", run.Outcome),
            LogField.Of("trigger", run.Trigger),
            LogField.Of("registered", run.Registered),
            new("completed", run.Completed),
            new("failed", run.Failed),
            new("timedOut", run.TimedOut),
            new("skipped", run.Skipped),
            new("unfinished", run.Unfinished),
            new("disposalsFailed", run.DisposalsFailed),
            new("disposalsUnfinished", run.DisposalsUnfinished),
            new("milliseconds", run.Microseconds is { } time ? Thousandths.Format(time) : "null"),
            LogField.Of("budgetMilliseconds", run.BudgetMilliseconds),
            new("dropped", run.Dropped),
            LogField.Of("library", run.Library),
            new("causes", "[" + string.Join(",", run.Causes.ConvertAll(JsonText.Quote)) + "]"),
            new("handlers", "[" + string.Join(",", Steps(run).ConvertAll(step => step.Json)) + "]"),
        ];

    /// <summary>What did not go well, then what did, as far as there is room.</summary>
    private static List<StepSummary> Steps(RunSummary run)
    {
        var steps = run.Steps.FindAll(step => step.Outcome is not RunOutcome.Completed);
        steps.AddRange(run.Steps.FindAll(step => step.Outcome is RunOutcome.Completed));
        return steps.GetRange(0, Math.Min(steps.Count, MaxSteps));
    }
}
