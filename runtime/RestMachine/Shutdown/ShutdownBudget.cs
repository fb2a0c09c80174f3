namespace RestMachine.Shutdown;

/// <summary>How long a run may take, counted from its trigger.</summary>
/// <param name="Token">When the handlers' token fires.</param>
/// <param name="End">When the run ends whatever is still running.</param>
internal readonly record struct ShutdownBudget(TimeSpan Token, TimeSpan End)
{
    /// <summary>Until when what ran at the trigger may end: startup, and the invocations of a managed instance.</summary>
    public TimeSpan Half => Token / 2;

    /// <summary>
    /// Whether the end comes as long after the token has fired, however late that was, and not at a moment of its own:
    /// nobody kills the process, and a clock moved by hand may pass both moments at once.
    /// </summary>
    public bool EndFollowsToken { get; init; }

    /// <summary>The nearer moments of both, where the other one begins later.</summary>
    public ShutdownBudget Or(ShutdownBudget other, TimeSpan begin) =>
        this with
        {
            Token = Min(Token, begin + other.Token),
            End = Min(End, begin + other.End),
        };

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
