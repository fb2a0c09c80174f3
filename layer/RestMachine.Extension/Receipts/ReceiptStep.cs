namespace RestMachine.Extension.Receipts;

/// <summary>A handler or disposal that has begun; without an outcome it was still running.</summary>
internal sealed class ReceiptStep(long number, string name, bool isHandler, long? beganAt)
{
    public long Number { get; } = number;
    public string Name { get; } = name;
    public bool IsHandler { get; } = isHandler;

    /// <summary>Monotonic microseconds.</summary>
    public long? BeganAt { get; } = beganAt;

    public string? Outcome { get; set; }
    public long? Microseconds { get; set; }
    public string? Error { get; set; }
    public string? Message { get; set; }
}
