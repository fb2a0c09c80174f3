namespace RestMachine.Cli.Probe;

/// <summary>A probed function as the stack has deployed it.</summary>
/// <param name="Function">One of the probed.</param>
/// <param name="Name">Lambda's name of it.</param>
internal sealed record DeployedFunction(ProbedFunction Function, string Name)
{
    public string LogGroup { get; init; } = $"/aws/lambda/{Name}";

    /// <summary>Of the environment that answered.</summary>
    public string LogStream { get; init; } = "";

    public IReadOnlyDictionary<string, string> Variables { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}
