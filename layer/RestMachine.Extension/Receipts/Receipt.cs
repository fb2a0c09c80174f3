namespace RestMachine.Extension.Receipts;

/// <summary>What the function said of itself and its shutdown run; null is what it did not say.</summary>
internal sealed class Receipt
{
    /// <summary>The version that the function was built with.</summary>
    public string? Library { get; init; }

    /// <summary>The port of its endpoint; null when that is off, could not be bound, or is not known.</summary>
    public int? EndpointPort { get; init; }

    /// <summary>The process that Lambda started and has ended is another one: the function lives on until its run is over.</summary>
    public bool IsHandedOver { get; init; }

    /// <summary>How many handlers the function has: it may name fewer, or not say it.</summary>
    public long? Announced { get; set; }

    /// <summary>From some point on lines were left out: silence says nothing.</summary>
    public bool IsFull { get; set; }

    public List<string> Handlers { get; } = [];
    public List<ReceiptSkip> Skipped { get; } = [];
    public List<ReceiptStep> Steps { get; } = [];
    public List<ReceiptStartup> Startup { get; } = [];
    public ReceiptRun? Run { get; set; }

    /// <summary>A later trigger has brought the end nearer.</summary>
    public ReceiptRun? Shortened { get; set; }

    public ReceiptDone? Done { get; set; }
}
