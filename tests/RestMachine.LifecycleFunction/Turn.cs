namespace RestMachine.LifecycleFunction;

/// <summary>What the first handler and the one behind it share, where their order matters.</summary>
internal sealed record Turn;
