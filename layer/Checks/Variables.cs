namespace RestMachine.Checks;

/// <summary>The settings that the constructs write and the command reads.</summary>
internal static class Variables
{
    public const string ExecWrapper = "AWS_LAMBDA_EXEC_WRAPPER";
    public const string Port = "RESTMACHINE_EXTENSION_PORT";
    public const string Streaming = "RESTMACHINE_STREAMING";
    public const string Timeout = "RESTMACHINE_EXTENSION_TIMEOUT";
}
