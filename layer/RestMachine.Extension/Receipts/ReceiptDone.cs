namespace RestMachine.Extension.Receipts;

/// <summary>The run is over. A count that is not given is counted from the steps.</summary>
internal sealed record ReceiptDone(string Outcome, long? Microseconds)
{
    public long? Completed { get; init; }
    public long? Failed { get; init; }
    public long? TimedOut { get; init; }
    public long? Skipped { get; init; }
    public long Unfinished { get; init; }
    public long Dropped { get; init; }
}
