using System.Text;
using RestMachine.Extension.Json;

namespace RestMachine.Extension.Shutdown;

/// <summary>
/// The report as one line of CloudWatch's embedded metric format: four metrics of one shutdown, per function. See
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
/// </summary>
internal sealed class ShutdownMetrics(string functionName, string functionVersion)
{
    private const string Directive =
        "\"CloudWatchMetrics\":[{\"Namespace\":\"RestMachine\",\"Dimensions\":[[\"FunctionName\"]],\"Metrics\":["
        + "{\"Name\":\"ShutdownCompleted\",\"Unit\":\"Count\"},{\"Name\":\"ShutdownFailed\",\"Unit\":\"Count\"},"
        + "{\"Name\":\"ShutdownUnfinished\",\"Unit\":\"Count\"},"
        + "{\"Name\":\"ShutdownMilliseconds\",\"Unit\":\"Milliseconds\"}]}]";

    public static ShutdownMetrics FromEnvironment(Func<string, string?> environment) =>
        new(environment("AWS_LAMBDA_FUNCTION_NAME") ?? "", environment("AWS_LAMBDA_FUNCTION_VERSION") ?? "");

    /// <summary>Null where no function of ours was there: a shutdown of another's is no metric of ours.</summary>
    public string? Line(RunSummary run, string reason, long wallMilliseconds) =>
        run.Outcome is RunOutcome.NoFunction
            ? null
            : new StringBuilder("{\"_aws\":{\"Timestamp\":")
                .Append(wallMilliseconds)
                .Append(',')
                .Append(Directive)
                .Append("},\"FunctionName\":")
                .Append(JsonText.Quote(functionName))
                .Append(",\"FunctionVersion\":")
                .Append(JsonText.Quote(functionVersion))
                .Append(",\"Reason\":")
                .Append(JsonText.Quote(reason))
                .Append(",\"Outcome\":")
                .Append(JsonText.Quote(run.Outcome))
                .Append(",\"ShutdownCompleted\":")
                .Append(run.Completed)
                .Append(",\"ShutdownFailed\":")
                .Append(run.Failed + run.TimedOut + run.Skipped)
                .Append(",\"ShutdownUnfinished\":")
                .Append(Lost(run))
                .Append(",\"ShutdownMilliseconds\":")
                .Append(Thousandths.Format(run.Microseconds ?? 0))
                .Append("}\n")
                .ToString();

    /// <summary>Handlers that were still running when the function died, and those that never began.</summary>
    private static long Lost(RunSummary run)
    {
        var begun = run.Completed + run.Failed + run.TimedOut + run.Skipped + run.Unfinished;
        var isOver = run.Outcome is RunOutcome.Completed or RunOutcome.Failed;
        return run.Unfinished + (isOver || !run.IsComplete ? 0 : Math.Max(0, (run.Registered ?? 0) - begun));
    }
}
