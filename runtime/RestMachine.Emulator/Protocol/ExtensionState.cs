namespace RestMachine.Emulator.Protocol;

// The names are those of the EXTENSION lines in CloudWatch Logs.
internal enum ExtensionState
{
    Started,
    Registered,
    Ready,
    Running,
    InitError,
    ExitError,
    LaunchError,
    Exited,
}
