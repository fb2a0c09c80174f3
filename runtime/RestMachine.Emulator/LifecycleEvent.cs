namespace RestMachine.Emulator;

/// <summary>One thing that happened in an environment's life.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Step">What.</param>
/// <param name="Subject">The process, extension or invocation it happened to; null for the environment as a whole.</param>
/// <param name="Detail">What the step says of it; null for nothing.</param>
public sealed record LifecycleEvent(
    DateTimeOffset Time,
    LifecycleStep Step,
    string? Subject = null,
    string? Detail = null
);
