using RestMachine.Lifecycle;

namespace RestMachine;

/// <summary>A handler before SnapStart's snapshot or after a restore failed; the environment does not go on.</summary>
public sealed class SnapshotException : Exception
{
    internal SnapshotException(Hook hook, Exception inner)
        : base($"{hook} failed: {inner.Message}", inner) => Handler = hook.Name;

    /// <summary>The handler's name.</summary>
    public string Handler { get; }
}
