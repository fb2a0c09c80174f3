namespace RestMachine.Extension.Receipts;

/// <summary>What the function said of itself and its shutdown run; null is what it did not say.</summary>
internal sealed class Receipt
{
    /// <summary>The port of its endpoint; null when that is off, could not be bound, or is not known.</summary>
    public int? EndpointPort { get; init; }

    /// <summary>How many handlers the function has: it may name fewer, or not say it.</summary>
    public long? Announced { get; init; }

    /// <summary>From some point on lines were left out: silence says nothing.</summary>
    public bool IsFull { get; set; }

    public List<string> Handlers { get; } = [];
    public List<string> Skipped { get; } = [];
    public List<ReceiptStep> Steps { get; } = [];
    public ReceiptRun? Run { get; set; }
    public ReceiptDone? Done { get; set; }
}
