namespace RestMachine.Emulator.Protocol;

// Why an init phase or an invocation failed. The first fault of a generation of processes is the one reported.
internal sealed record Fault(string Type, string Message)
{
    public const string RuntimeExit = "Runtime.ExitError";
    public const string InvalidEntrypoint = "Runtime.InvalidEntrypoint";
    public const string ExtensionCrash = "Extension.Crash";
    public const string ExtensionLaunch = "Extension.LaunchError";
    public const string ExtensionInit = "Extension.InitError";
    public const string ExtensionExit = "Extension.ExitError";
    public const string TimedOut = "Sandbox.Timedout";
    public const string SandboxFailure = "Sandbox.Failure";

    // What the function itself sent; null: the platform's words.
    public byte[]? Body { get; init; }

    public byte[] ToPayload(string requestId) =>
        Body ?? ApiError.Body(Type, $"RequestId: {requestId} Error: {Message}");
}
