namespace RestMachine.Extension.Receipts;

/// <summary>A startup handler that was still running when the shutdown run ended.</summary>
internal sealed class ReceiptStartup(string name, long? microseconds)
{
    public string Name => name;
    public long? Microseconds => microseconds;
}
