namespace RestMachine;

/// <summary>What became of one shutdown handler or disposal.</summary>
/// <param name="Name">The handler's name, or that of the startup handler whose value was disposed.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Duration">How long it ran; zero if it did not.</param>
public sealed record ShutdownStepReport(string Name, StepOutcome Outcome, TimeSpan Duration)
{
    /// <summary>What it threw, if it did.</summary>
    public Exception? Error { get; init; }

    /// <summary>Its message, which was read when the step ended.</summary>
    internal string? ErrorMessage { get; init; }

    /// <summary>The startup handler whose value never came to be, for a skipped one.</summary>
    public string? MissingValue { get; init; }

    /// <summary>It had used up its share of the time, so a successor began while it was still running.</summary>
    public bool Overlapped { get; init; }
}
