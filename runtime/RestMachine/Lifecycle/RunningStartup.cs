namespace RestMachine.Lifecycle;

/// <summary>A startup handler that has begun and not ended: since when, and what stops it.</summary>
internal sealed class RunningStartup(long begin)
{
    public CancellationTokenSource Token { get; } = new();

    public TimeSpan Elapsed(TimeProvider time) => time.GetElapsedTime(begin);

    public ShutdownStepReport ToReport(string name, TimeProvider time) =>
        new(name, StepOutcome.Unfinished, Elapsed(time));
}
