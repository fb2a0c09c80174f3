using RestMachine.Extension.Json;
using RestMachine.Extension.Receipts;

namespace RestMachine.Extension.Shutdown;

/// <summary>What a receipt tells, once it is known whether the function lives.</summary>
internal static class ReceiptSummary
{
    public static RunSummary Of(ReceiptConnection function, long nowMicroseconds) =>
        Of(function.Receipt ?? new Receipt(), function.Alive, nowMicroseconds);

    public static RunSummary Of(Receipt receipt, bool alive, long nowMicroseconds)
    {
        var summary = new RunSummary
        {
            Outcome = receipt.Done?.Outcome ?? (receipt.Run is null ? RunOutcome.NotRun : RunOutcome.Unfinished),
            Trigger = receipt.Run?.Trigger,
            Microseconds = receipt.Done?.Microseconds,
            BudgetMilliseconds = receipt.Run?.BudgetMilliseconds,
            Registered = RegisteredOf(receipt),
            IsComplete = !receipt.IsFull,
        };
        foreach (var step in receipt.Steps)
        {
            summary.Count(Describe(step, nowMicroseconds));
        }
        foreach (var skipped in receipt.Skipped)
        {
            summary.Skipped++;
            summary.Details.Add(Printable.Of(skipped) + " never came to be, so this handler was skipped");
        }
        if (receipt.IsFull && receipt.Done is null)
        {
            summary.Details.Add("the receipt was full, so it does not tell of every handler");
        }
        if (receipt.Done is { } done)
        {
            Take(summary, done);
        }
        else
        {
            summary.Details.Add(receipt.Run is null ? WhyNotRun(summary, alive) : WhyUnfinished(alive));
        }
        return summary;
    }

    /// <summary>Null when nothing was said of any handler: the receipt may have been torn before.</summary>
    private static int? RegisteredOf(Receipt receipt) =>
        receipt is { Announced: null, Handlers.Count: 0 }
            ? null
            : (int)Math.Clamp(receipt.Announced ?? 0, receipt.Handlers.Count, int.MaxValue);

    private static StepSummary Describe(ReceiptStep step, long nowMicroseconds) =>
        new(step.Name, step.Outcome ?? RunOutcome.Unfinished)
        {
            IsHandler = step.IsHandler,
            // Without its end: how long it has been running, by the clock that both sides share.
            Microseconds = step.Outcome is not null ? step.Microseconds : Elapsed(step.BeganAt, nowMicroseconds),
            Error = step.Message is null ? step.Error : (step.Error ?? "error") + ": " + step.Message,
        };

    private static long? Elapsed(long? beganAt, long now) => beganAt <= now ? now - beganAt : null;

    private static void Take(RunSummary summary, ReceiptDone done)
    {
        summary.Completed = done.Completed ?? summary.Completed;
        summary.Failed = done.Failed ?? summary.Failed;
        summary.TimedOut = done.TimedOut ?? summary.TimedOut;
        summary.Skipped = done.Skipped ?? summary.Skipped;
        // The run is over: it knows what was still running; any other step without its end has lost that line.
        summary.Unfinished = done.Unfinished;
        if (done.Dropped > 0)
        {
            summary.Details.Add(done.Dropped + " lines of the receipt were dropped");
        }
    }

    private static string WhyNotRun(RunSummary summary, bool alive) =>
        alive ? "the function lives but no run began in time"
        : summary.Registered == 0 ? "none was registered"
        : "the function was gone before a run began: it crashed, exited, or did not react to SIGTERM";

    private static string WhyUnfinished(bool alive) =>
        alive ? "the function was still at it when the time was up" : "the function was gone before its run was over";
}
