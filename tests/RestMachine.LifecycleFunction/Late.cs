namespace RestMachine.LifecycleFunction;

/// <summary>A startup value that comes too late, or never.</summary>
internal sealed class Late;
