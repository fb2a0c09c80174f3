namespace RestMachine.Lifecycle;

/// <summary>Moments in an application's life between startup and shutdown.</summary>
internal enum HookKind
{
    Resume,
    BeforeSnapshot,
    AfterRestore,
}
