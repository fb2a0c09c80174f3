namespace RestMachine.Extension.Shutdown;

internal static class StepKind
{
    public const string Handler = "handler";
    public const string Disposal = "disposal";
    public const string Startup = "startup";
}
