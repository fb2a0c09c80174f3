namespace ShutdownProbe;

/// <summary>Where the probe finds what this environment writes.</summary>
internal sealed record ProbeAnswer(string? LogStream)
{
    public static string? LogStreamOfThisEnvironment =>
        Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_STREAM_NAME");
}
