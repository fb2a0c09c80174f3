namespace RestMachine.Aws.Shutdown;

/// <summary>Outcomes as receipts, answers and log lines write them.</summary>
internal static class OutcomeNames
{
    public static string Of(StepOutcome outcome) =>
        outcome switch
        {
            StepOutcome.Completed => "completed",
            StepOutcome.Failed => "failed",
            StepOutcome.TimedOut => "timed_out",
            StepOutcome.Skipped => "skipped",
            StepOutcome.NotDisposed => "not_disposed",
            StepOutcome.Unfinished => "unfinished",
            _ => "waiting",
        };

    public static string Of(ShutdownOutcome outcome) =>
        outcome switch
        {
            ShutdownOutcome.Completed => "completed",
            ShutdownOutcome.Failed => "failed",
            _ => "running",
        };
}
