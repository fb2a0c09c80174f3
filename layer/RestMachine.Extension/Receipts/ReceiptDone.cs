namespace RestMachine.Extension.Receipts;

/// <summary>The run is over. A count that is not given is 0: what the steps say counts in any case.</summary>
internal sealed class ReceiptDone(string outcome, long? microseconds)
{
    public string Outcome => outcome;
    public long? Microseconds => microseconds;

    /// <summary>Monotonic microseconds.</summary>
    public long? At { get; init; }

    public long Completed { get; init; }
    public long Failed { get; init; }
    public long TimedOut { get; init; }
    public long Skipped { get; init; }
    public long Unfinished { get; init; }
    public long Dropped { get; init; }
}
