namespace RestMachine.Cli.Local.Timelines;

internal enum PhaseKind
{
    Init,
    Invoke,
    Frozen,
    Shutdown,
}
