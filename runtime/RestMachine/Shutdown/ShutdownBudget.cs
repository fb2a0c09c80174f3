namespace RestMachine.Shutdown;

/// <summary>How long a run may take, counted from its trigger.</summary>
/// <param name="Token">When the handlers' token fires.</param>
/// <param name="End">When the run ends whatever is still running.</param>
internal readonly record struct ShutdownBudget(TimeSpan Token, TimeSpan End)
{
    /// <summary>Until when what ran at the trigger may end: startup, and the invocations of a managed instance.</summary>
    public TimeSpan Half => Token / 2;

    /// <summary>The nearer end of both, where the other one begins later.</summary>
    public ShutdownBudget Or(ShutdownBudget other, TimeSpan begin) =>
        new(Min(Token, begin + other.Token), Min(End, begin + other.End));

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
