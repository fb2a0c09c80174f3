namespace RestMachine;

/// <summary>Startup was refused before any handler ran: dependencies are missing, ambiguous or circular.</summary>
public sealed class InvalidLifecycleException : InvalidOperationException
{
    internal InvalidLifecycleException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>Every problem, each naming handler, parameter and fix.</summary>
    public IReadOnlyList<string> Problems { get; }
}
