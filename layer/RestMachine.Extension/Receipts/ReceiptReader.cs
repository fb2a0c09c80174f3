namespace RestMachine.Extension.Receipts;

/// <summary>
/// Reads a receipt from whatever bytes came. Unknown words and keys are stepped over, so that an older or newer function
/// is understood as far as it can be; nothing that it sends is an error.
/// </summary>
internal static class ReceiptReader
{
    /// <returns>Null when the first line is no hello: then it is not our function's.</returns>
    public static Receipt? Read(ReadOnlySpan<byte> content)
    {
        Receipt? receipt = null;
        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n');
            // The function may have died in the middle of a line: only what a space follows is surely whole.
            var bytes = end >= 0 ? content[..end] : content[..Math.Max(content.LastIndexOf((byte)' '), 0)];
            content = end >= 0 ? content[(end + 1)..] : [];

            // A line that is too long is not one of ours; as the first one it is no hello.
            var line = new ReceiptLine(bytes.Length < ReceiptLine.MaxBytes ? bytes : []);
            if (receipt is not null)
            {
                Add(receipt, line);
            }
            else if (Hello(line) is { } hello)
            {
                receipt = hello;
            }
            else
            {
                return null;
            }
        }
        return receipt;
    }

    private static Receipt? Hello(ReceiptLine line) =>
        line.Word.SequenceEqual("hello"u8) && line.Number("protocol"u8) > 0
            ? new Receipt
            {
                EndpointPort = line.Number("endpoint"u8) is > 0 and <= 65535 and var port ? (int)port : null,
                Announced = line.Number("handlers"u8),
            }
            : null;

    private static void Add(Receipt receipt, ReceiptLine line)
    {
        var word = line.Word;
        if (word.SequenceEqual("handler"u8) && line["name"u8] is { } handler)
        {
            receipt.Handlers.Add(handler);
        }
        else if (word.SequenceEqual("run"u8))
        {
            receipt.Run ??= new ReceiptRun(line["trigger"u8] ?? "unknown trigger", line.Number("budget"u8));
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
            receipt.Skipped.Add((line["name"u8] ?? "a handler") + ": " + (line["value"u8] ?? "a value"));
        }
        else if (word.SequenceEqual("full"u8))
        {
            receipt.IsFull = true;
        }
        else if (word.SequenceEqual("done"u8) && line["outcome"u8] is { } outcome)
        {
            receipt.Done ??= Done(line, outcome);
        }
    }

    private static void Begin(Receipt receipt, ReceiptLine line)
    {
        if (line.Number("step"u8) is { } number && Find(receipt, number) is null)
        {
            var isHandler = line["kind"u8] is null or "handler";
            var name = line["name"u8] ?? "step " + number;
            receipt.Steps.Add(new ReceiptStep(number, name, isHandler, line.Number("at"u8)));
        }
    }

    private static void End(Receipt receipt, ReceiptLine line)
    {
        if (
            line.Number("step"u8) is not { } number
            || line["outcome"u8] is not { } outcome
            || Find(receipt, number) is { Outcome: not null }
        )
        {
            return;
        }
        if (Find(receipt, number) is not { } step)
        {
            // A step that was left out never began: its end names it.
            if (line["name"u8] is not { } name)
            {
                return;
            }
            step = new ReceiptStep(number, name, line["kind"u8] is null or "handler", null);
            receipt.Steps.Add(step);
        }
        step.Outcome = outcome;
        step.Microseconds = line.Microseconds("ms"u8);
        step.Error = line["error"u8];
        step.Message = line["message"u8];
    }

    private static ReceiptDone Done(ReceiptLine line, string outcome) =>
        new(outcome, line.Microseconds("ms"u8))
        {
            Completed = line.Number("completed"u8),
            Failed = line.Number("failed"u8),
            TimedOut = line.Number("timed_out"u8),
            Skipped = line.Number("skipped"u8),
            Unfinished = line.Number("unfinished"u8) ?? 0,
            Dropped = line.Number("dropped"u8) ?? 0,
        };

    private static ReceiptStep? Find(Receipt receipt, long number)
    {
        foreach (var step in receipt.Steps)
        {
            if (step.Number == number)
            {
                return step;
            }
        }
        return null;
    }
}
