namespace RestMachine;

/// <summary>What a shutdown run did, so far or in the end.</summary>
public sealed record ShutdownReport
{
    /// <summary>What began the run, for example <c>SIGTERM</c>.</summary>
    public required string Trigger { get; init; }

    /// <summary>Completed only if every handler and every disposal was, and startup had ended.</summary>
    public required ShutdownOutcome Outcome { get; init; }

    /// <summary>The handlers in registration order.</summary>
    public required IReadOnlyList<ShutdownStepReport> Handlers { get; init; }

    /// <summary>The disposals of startup values, dependents first.</summary>
    public required IReadOnlyList<ShutdownStepReport> Disposals { get; init; }

    /// <summary>
    /// Startup handlers that were still running when the run ended: a trigger came during startup, and they did not end
    /// when their token fired. Empty otherwise; where it is not, the run has failed.
    /// </summary>
    public IReadOnlyList<ShutdownStepReport> Startup { get; init; } = [];

    /// <summary>From the trigger to the end of the run, or to now while it runs.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>When after the trigger the handlers' tokens fire; a later trigger may have brought that nearer.</summary>
    public required TimeSpan Budget { get; init; }
}
