namespace RestMachine.Shutdown;

/// <summary>How long a run may take, counted from its trigger.</summary>
/// <param name="Token">When the handlers' token fires.</param>
/// <param name="End">When the run ends whatever is still running.</param>
internal readonly record struct ShutdownBudget(TimeSpan Token, TimeSpan End);
