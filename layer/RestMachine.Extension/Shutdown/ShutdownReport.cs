using RestMachine.Extension.Json;
using RestMachine.Extension.Logs;

namespace RestMachine.Extension.Shutdown;

/// <summary>The one line that tells the outcome.</summary>
internal static class ShutdownReport
{
    private const int MaxDetails = 10;

    public static void Write(Log log, RunSummary run, string reason) =>
        log.Write(LevelOf(run), Describe(run, reason), Fields(run, reason));

    /// <summary>Handlers that should have run and did not, or not well, are the user's to see; no function is no error.</summary>
    public static LogLevel LevelOf(RunSummary run) =>
        run.Outcome is RunOutcome.Completed or RunOutcome.NoFunction
        || (run.Outcome is RunOutcome.NotRun && run.Registered == 0)
            ? LogLevel.Info
            : LogLevel.Error;

    public static string Describe(RunSummary run, string reason) =>
        Headline(run.Outcome)
        + " ("
        + string.Join(", ", Facts(run, reason))
        + ")"
        + (run.Details.Count == 0 ? "" : ": " + string.Join("; ", Details(run.Details)));

    private static string Headline(string outcome) =>
        outcome switch
        {
            RunOutcome.Completed => "Shutdown handlers completed successfully",
            RunOutcome.Failed => "Shutdown handlers failed",
            RunOutcome.Unfinished => "Shutdown handlers did not finish",
            RunOutcome.NotRun => "Shutdown handlers did not run",
            RunOutcome.NoFunction => "No RestMachine function answered",
            _ => "Shutdown handlers ended as " + Printable.Of(outcome),
        };

    private static List<string> Facts(RunSummary run, string reason)
    {
        var facts = new List<string> { reason };
        if (run.Outcome is RunOutcome.NoFunction)
        {
            return facts;
        }
        if (run.Trigger is { } trigger)
        {
            facts.Add(Printable.Of(trigger));
        }
        if (run.Outcome is RunOutcome.NotRun)
        {
            facts.Add(run.Registered is { } number ? number + " registered" : "unknown how many registered");
            return facts;
        }
        facts.Add(run.Completed + " completed");
        AddUnlessZero(facts, run.Failed, " failed");
        AddUnlessZero(facts, run.TimedOut, " timed out");
        AddUnlessZero(facts, run.Skipped, " skipped");
        AddUnlessZero(facts, run.Unfinished, " unfinished");
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

    private static List<string> Details(List<string> details) =>
        details.Count <= MaxDetails
            ? details
            : [.. details.GetRange(0, MaxDetails), "and " + (details.Count - MaxDetails) + " more"];

    private static LogField[] Fields(RunSummary run, string reason) =>
        [
            LogField.Of("reason", reason),
            LogField.Of("outcome", run.Outcome),
            LogField.Of("trigger", run.Trigger),
            new("completed", run.Completed),
            new("failed", run.Failed),
            new("timedOut", run.TimedOut),
            new("skipped", run.Skipped),
            new("unfinished", run.Unfinished),
            new("milliseconds", run.Microseconds is { } time ? Thousandths.Format(time) : "null"),
            new(
                "budgetMilliseconds",
                run.BudgetMilliseconds is { } budget ? budget.ToString(default(IFormatProvider)) : "null"
            ),
            new("details", "[" + string.Join(",", Details(run.Details).ConvertAll(JsonText.Quote)) + "]"),
        ];
}
