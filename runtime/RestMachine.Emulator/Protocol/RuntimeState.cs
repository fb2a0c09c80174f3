namespace RestMachine.Emulator.Protocol;

internal enum RuntimeState
{
    // Executed, has not called next.
    Started,

    // Reported an init error.
    InitError,

    // Blocked in restore/next: a snapshot may be taken.
    RestoreReady,

    // Restored from the snapshot, has not called next.
    Restoring,

    // Reported an error after the restore.
    RestoreError,

    // Blocked in next.
    Ready,

    // Has an event and has not answered.
    Running,

    // Has answered and not called next again.
    ResponseSent,
}
