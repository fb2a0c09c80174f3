using RestMachine.Extension.Receipts;

namespace RestMachine.Extension.Shutdown;

/// <summary>What a receipt tells, once it is known whether the function lives.</summary>
internal static class ReceiptSummary
{
    public static RunSummary Of(ReceiptConnection function, long nowMicroseconds)
    {
        var summary = Of(function.Receipt ?? new Receipt(), function.Alive, nowMicroseconds);
        if (function.Rivals > 0)
        {
            summary.Causes.Add(
                function.Rivals
                    + (function.Rivals == 1 ? " other connection" : " other connections")
                    + " said hello too"
            );
        }
        return summary;
    }

    public static RunSummary Of(Receipt receipt, bool alive, long nowMicroseconds)
    {
        var summary = new RunSummary(
            receipt.Done?.Outcome ?? (receipt.Run is null ? RunOutcome.NotRun : RunOutcome.Unfinished)
        )
        {
            Microseconds = receipt.Done is { } end
                ? end.Microseconds ?? Between(receipt.Run?.At, end.At)
                : Between(receipt.Run?.At, nowMicroseconds),
        };
        summary.Take(receipt);
        foreach (var step in receipt.Steps)
        {
            if (step.Outcome is not null || !LostItsEnd(receipt.Done))
            {
                summary.Add(Describe(step, receipt, nowMicroseconds));
            }
        }
        foreach (var skipped in receipt.Skipped)
        {
            summary.Add(new StepSummary(skipped.Name, RunOutcome.Skipped) { MissingValue = skipped.Value });
        }
        foreach (var starting in receipt.Startup)
        {
            summary.Add(
                new StepSummary(starting.Name, RunOutcome.Unfinished)
                {
                    Kind = StepKind.Startup,
                    Microseconds = starting.Microseconds,
                }
            );
        }
        if (receipt.Done is { } done)
        {
            Take(summary, done);
        }
        else
        {
            summary.Causes.Add(receipt.Run is null ? WhyNotRun(receipt, alive) : WhyUnfinished(receipt, alive));
        }
        AddWhatNeverBegan(summary, receipt);
        return summary;
    }

    /// <summary>The run is over and knows of nothing that was still running: a step without its end has lost that line.</summary>
    private static bool LostItsEnd(ReceiptDone? done) => done is { Dropped: > 0, Unfinished: 0 };

    private static StepSummary Describe(ReceiptStep step, Receipt receipt, long nowMicroseconds) =>
        new(step.Name, step.Outcome ?? RunOutcome.Unfinished)
        {
            Kind = step.IsHandler ? StepKind.Handler : StepKind.Disposal,
            IsLate = Between(receipt.Run?.At, step.BeganAt) >= BudgetOf(receipt) * 1000,
            // Without its end: how long it has been running, by the clock that both sides share.
            Microseconds = step.Outcome is not null ? step.Microseconds : Between(step.BeganAt, nowMicroseconds),
            Error = step.Error,
            Message = step.Message,
        };

    private static long? BudgetOf(Receipt receipt) =>
        receipt.Shortened?.BudgetMilliseconds ?? receipt.Run?.BudgetMilliseconds;

    private static long? Between(long? earlier, long? later) => earlier <= later ? later - earlier : null;

    private static void Take(RunSummary summary, ReceiptDone done)
    {
        // The last line knows of steps whose lines were dropped; what has a line of its own is as that says.
        summary.Completed = Math.Max(summary.Completed, done.Completed);
        summary.Failed = Math.Max(summary.Failed, done.Failed);
        summary.TimedOut = Math.Max(summary.TimedOut, done.TimedOut);
        summary.Skipped = Math.Max(summary.Skipped, done.Skipped);
        summary.Unfinished = Math.Max(summary.Unfinished, done.Unfinished);
        summary.Dropped = done.Dropped;
        if (done.Dropped > 0)
        {
            summary.Causes.Add(done.Dropped + " lines of the receipt were dropped");
        }
    }

    /// <summary>Handlers that were announced and that no line and no count tells of, whatever the last line says.</summary>
    public static void AddWhatNeverBegan(RunSummary summary, Receipt receipt)
    {
        if (receipt is { IsFull: true, Done: null })
        {
            summary.Causes.Add("the receipt was full, so it does not tell of every handler");
            return;
        }
        var begun = summary.Steps.FindAll(step => step.Kind is StepKind.Handler).ConvertAll(step => step.Name);
        var unheard = (summary.Registered ?? 0) - Math.Max(begun.Count, summary.Handlers);
        var silent = receipt.Handlers.FindAll(name => !begun.Remove(name));
        // A beginning whose name was torn off is one of those that seem silent: then nobody knows which ones are.
        if (silent.Count <= unheard)
        {
            unheard -= silent.Count;
            foreach (var name in silent)
            {
                summary.Add(new StepSummary(name, RunOutcome.Unfinished) { HasBegun = false });
            }
        }
        if (unheard > 0)
        {
            summary.Unfinished += unheard;
            summary.Causes.Add(
                unheard
                    + (unheard == 1 ? " handler that is not named" : " handlers that are not named")
                    + " never began"
            );
        }
    }

    private static string WhyNotRun(Receipt receipt, bool alive) =>
        alive ? "the function lives but no run began in time"
        : receipt.IsHandedOver
            ? "the function was gone before a run began: it crashed or exited, or Lambda ended it together with the process that "
                + "had handed it over"
        : "the function was gone before a run began: it crashed, exited, or did not react to SIGTERM";

    private static string WhyUnfinished(Receipt receipt, bool alive) =>
        alive ? "the function was still at it when the time was up"
        : receipt.IsHandedOver
            ? "the function was gone before its run was over: Lambda ended it early, although it was handed over, or it "
                + "crashed or exited"
        : "the function was gone before its run was over";
}
