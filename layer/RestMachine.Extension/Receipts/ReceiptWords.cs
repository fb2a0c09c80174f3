namespace RestMachine.Extension.Receipts;

/// <summary>What each line of docs/receipt.md adds to the receipt.</summary>
internal static class ReceiptWords
{
    /// <returns>Null for a line that is no hello.</returns>
    public static Receipt? Hello(ReceiptLine line) =>
        line.Word.SequenceEqual("hello"u8) && line.Number("protocol"u8) > 0
            ? new Receipt
            {
                Library = line["library"u8],
                EndpointPort = line.Number("endpoint"u8) is > 0 and <= 65535 and var port ? (int)port : null,
                Announced = line.Number("handlers"u8),
                IsHandedOver = line["mode"u8] is "handover",
            }
            : null;

    public static void Add(Receipt receipt, ReceiptLine line)
    {
        var word = line.Word;
        if (word.SequenceEqual("handler"u8) && line["name"u8] is { } handler)
        {
            AddBounded(receipt, receipt.Handlers, handler);
        }
        else if (word.SequenceEqual("handlers"u8))
        {
            receipt.Announced = line.Number("count"u8) ?? receipt.Announced;
            // An application more: what was over is so no longer.
            receipt.Done = null;
        }
        else if (word.SequenceEqual("run"u8))
        {
            receipt.Run ??= new ReceiptRun(line["trigger"u8], line.Number("budget"u8), line.Number("at"u8));
        }
        else if (word.SequenceEqual("shortened"u8))
        {
            receipt.Shortened = new ReceiptRun(line["trigger"u8], line.Number("budget"u8), line.Number("at"u8));
        }
        else if (word.SequenceEqual("startup"u8))
        {
            var starting = new ReceiptStartup(line["name"u8] ?? "a handler", line.Microseconds("ms"u8));
            AddBounded(receipt, receipt.Startup, starting);
        }
        else if (word.SequenceEqual("begin"u8))
        {
            Begin(receipt, line);
        }
        else if (word.SequenceEqual("end"u8))
        {
            End(receipt, line);
        }
        else if (word.SequenceEqual("skip"u8))
        {
            var skipped = new ReceiptSkip(line["name"u8] ?? "a handler", line["value"u8] ?? "a value");
            AddBounded(receipt, receipt.Skipped, skipped);
        }
        else if (word.SequenceEqual("full"u8))
        {
            receipt.IsFull = true;
        }
        else if (word.SequenceEqual("done"u8) && line["outcome"u8] is { } outcome)
        {
            receipt.Done = Done(line, outcome);
        }
    }

    private static void AddBounded<T>(Receipt receipt, List<T> list, T entry)
        where T : class
    {
        if (list.Count < ReceiptReader.MaxEntries)
        {
            list.Add(entry);
        }
        else
        {
            receipt.IsFull = true;
        }
    }

    private static void Begin(Receipt receipt, ReceiptLine line)
    {
        if (line.Number("step"u8) is { } number && Find(receipt, number) is null)
        {
            var isHandler = line["kind"u8] is null or "handler";
            var name = line["name"u8] ?? "step " + number;
            AddBounded(receipt, receipt.Steps, new ReceiptStep(number, name, isHandler, line.Number("at"u8)));
        }
    }

    private static void End(Receipt receipt, ReceiptLine line)
    {
        if (line.Number("step"u8) is not { } number || line["outcome"u8] is not { } outcome)
        {
            return;
        }
        var step = Find(receipt, number);
        if (step is { Outcome: not null })
        {
            return;
        }
        if (step is null)
        {
            // A step that was left out never began: its end names it.
            if (line["name"u8] is not { } name)
            {
                return;
            }
            step = new ReceiptStep(number, name, line["kind"u8] is null or "handler", null);
            AddBounded(receipt, receipt.Steps, step);
        }
        step.Outcome = outcome;
        step.Microseconds = line.Microseconds("ms"u8);
        step.Error = line["error"u8];
        step.Message = line["message"u8];
    }

    private static ReceiptDone Done(ReceiptLine line, string outcome) =>
        new(outcome, line.Microseconds("ms"u8))
        {
            At = line.Number("at"u8),
            Completed = line.Number("completed"u8) ?? 0,
            Failed = line.Number("failed"u8) ?? 0,
            TimedOut = line.Number("timed_out"u8) ?? 0,
            Skipped = line.Number("skipped"u8) ?? 0,
            Unfinished = line.Number("unfinished"u8) ?? 0,
            Dropped = line.Number("dropped"u8) ?? 0,
        };

    /// <summary>From the end: what ends is, as a rule, what has begun last.</summary>
    private static ReceiptStep? Find(Receipt receipt, long number)
    {
        for (var index = receipt.Steps.Count - 1; index >= 0; index--)
        {
            if (receipt.Steps[index].Number == number)
            {
                return receipt.Steps[index];
            }
        }
        return null;
    }
}
