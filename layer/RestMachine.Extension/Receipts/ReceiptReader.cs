namespace RestMachine.Extension.Receipts;

/// <summary>
/// Reads a receipt, line by line as the bytes come. Unknown words and keys are stepped over, so that an older or newer
/// function is understood as far as it can be; nothing that it sends is an error.
/// </summary>
internal sealed class ReceiptReader
{
    /// <summary>Of steps, and of names: docs/receipt.md leaves room for about half. Whoever sends more is not ours.</summary>
    public const int MaxEntries = 2000;

    private bool isForeign;

    /// <summary>Null until a hello has come, and for ever when something else came first.</summary>
    public Receipt? Receipt { get; private set; }

    public static Receipt? Read(ReadOnlySpan<byte> content)
    {
        var reader = new ReceiptReader();
        reader.TakeTorn(content[reader.Take(content)..]);
        return reader.Receipt;
    }

    /// <returns>How many bytes the lines had that were whole.</returns>
    public int Take(ReadOnlySpan<byte> content)
    {
        var taken = 0;
        for (int end; (end = content[taken..].IndexOf((byte)'\n')) >= 0; taken += end + 1)
        {
            TakeLine(content.Slice(taken, end));
        }
        return taken;
    }

    /// <summary>The function may have died in the middle of a line: only what a space follows is surely whole.</summary>
    public void TakeTorn(ReadOnlySpan<byte> line)
    {
        if (!line.IsEmpty)
        {
            TakeLine(line.Length < ReceiptLine.MaxBytes ? line[..Math.Max(line.LastIndexOf((byte)' '), 0)] : []);
        }
    }

    private void TakeLine(ReadOnlySpan<byte> bytes)
    {
        // A line that is too long is not one of ours; as the first one it is no hello.
        var line = new ReceiptLine(bytes.Length < ReceiptLine.MaxBytes ? bytes : []);
        if (Receipt is not null)
        {
            ReceiptWords.Add(Receipt, line);
        }
        else if (!isForeign)
        {
            Receipt = ReceiptWords.Hello(line);
            isForeign = Receipt is null;
        }
    }
}
