namespace RestMachine.Emulator.Protocol;

internal enum RuntimeState
{
    // Executed, has not called next.
    Started,

    // Reported an init error.
    InitError,

    // Blocked in next.
    Ready,

    // Has an event and has not answered.
    Running,

    // Has answered and not called next again.
    ResponseSent,
}
