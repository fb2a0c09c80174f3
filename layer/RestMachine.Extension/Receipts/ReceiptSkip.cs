namespace RestMachine.Extension.Receipts;

/// <summary>A handler that was not run.</summary>
internal sealed class ReceiptSkip(string name, string value)
{
    public string Name => name;

    /// <summary>The startup value that never came to be.</summary>
    public string Value => value;
}
