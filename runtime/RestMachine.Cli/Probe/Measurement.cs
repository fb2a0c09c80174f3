namespace RestMachine.Cli.Probe;

/// <summary>What the log of an environment says of its end. Times are milliseconds.</summary>
internal sealed record Measurement
{
    /// <summary>What the clocks of the function showed when its first handler began; null: none has begun.</summary>
    public ClockReading? Began { get; init; }

    /// <summary>After the beginning, the function's last line.</summary>
    public double? LastTick { get; init; }

    /// <summary>The last handler whose end is in the receipt, which the extension reports after the kill.</summary>
    public double? LastReceipt { get; init; }

    /// <summary>From the run's beginning to the extension's report of it; null for a run that came to its end.</summary>
    public double? KilledBefore { get; init; }

    public bool IsReported { get; init; }

    /// <summary>What the clocks of the probe's extension showed when SHUTDOWN came.</summary>
    public ClockReading? Event { get; init; }

    /// <summary>The event's deadlineMs.</summary>
    public long? Deadline { get; init; }

    /// <summary>From the event to the last line of the probe's extension.</summary>
    public double? ExtensionHad { get; init; }

    public bool HasBegun => Began is not null || LastReceipt is > 0;

    public double AtLeast => Math.Max(LastTick ?? 0, LastReceipt ?? 0);

    /// <summary>From the event to its deadline, by the wall clock.</summary>
    public long? ExtensionTold => Deadline - Event?.Wall;

    public bool CanHaveEndedAt(int milliseconds) =>
        milliseconds >= AtLeast - Claim.ToleranceMilliseconds
        && milliseconds <= (KilledBefore ?? AtLeast + Claim.ToleranceMilliseconds) + Claim.ToleranceMilliseconds;
}
