using System.Globalization;

namespace RestMachine.Aws;

/// <summary>
/// What an execution environment knows of its function.
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
/// </summary>
internal sealed record FunctionEnvironment
{
    public string FunctionName { get; init; } = "";

    public string FunctionVersion { get; init; } = "";

    public int MemoryLimitInMB { get; init; }

    public string LogGroupName { get; init; } = "";

    public string LogStreamName { get; init; } = "";

    public static FunctionEnvironment Read(Func<string, string?> variable) =>
        new()
        {
            FunctionName = variable("AWS_LAMBDA_FUNCTION_NAME") ?? "",
            FunctionVersion = variable("AWS_LAMBDA_FUNCTION_VERSION") ?? "",
            MemoryLimitInMB = int.TryParse(
                variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var megabytes
            )
                ? megabytes
                : 0,
            LogGroupName = variable("AWS_LAMBDA_LOG_GROUP_NAME") ?? "",
            LogStreamName = variable("AWS_LAMBDA_LOG_STREAM_NAME") ?? "",
        };
}
