namespace RestMachine.LifecycleFunction;

internal sealed record Strand(string Name);
