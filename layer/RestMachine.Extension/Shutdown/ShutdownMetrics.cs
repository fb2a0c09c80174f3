using System.Text;
using RestMachine.Extension.Json;
using RestMachine.Extension.Logs;

namespace RestMachine.Extension.Shutdown;

/// <summary>
/// The report as one line of CloudWatch's embedded metric format: four metrics of one shutdown, per function. See
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
/// </summary>
internal sealed class ShutdownMetrics(string functionName, string functionVersion)
{
    private const string Counts =
        "{\"Name\":\"ShutdownCompleted\",\"Unit\":\"Count\"},{\"Name\":\"ShutdownFailed\",\"Unit\":\"Count\"},"
        + "{\"Name\":\"ShutdownUnfinished\",\"Unit\":\"Count\"}";

    public static ShutdownMetrics FromEnvironment(Func<string, string?> environment) =>
        new(environment("AWS_LAMBDA_FUNCTION_NAME") ?? "", environment("AWS_LAMBDA_FUNCTION_VERSION") ?? "");

    /// <summary>Null where no function of ours was there: a shutdown of another's is no metric of ours.</summary>
    public string? Line(RunSummary run, string reason, long wallMilliseconds)
    {
        if (run.Outcome is RunOutcome.NoFunction)
        {
            return null;
        }
        var line = new StringBuilder("{\"_aws\":{\"Timestamp\":")
            .Append(wallMilliseconds)
            .Append(",\"CloudWatchMetrics\":[{\"Namespace\":\"RestMachine\",\"Dimensions\":[[\"FunctionName\"]],\"Metrics\":[")
            .Append(Counts)
            // A time that nobody knows is no metric: as 0 it would make the worst endings look the fastest.
            .Append(run.Microseconds is null ? "" : ",{\"Name\":\"ShutdownMilliseconds\",\"Unit\":\"Milliseconds\"}")
            .Append("]}]},\"FunctionName\":")
            .Append(JsonText.Quote(functionName))
            .Append(",\"FunctionVersion\":")
            .Append(JsonText.Quote(functionVersion))
            .Append(",\"Reason\":")
            .Append(JsonText.Quote(reason))
            .Append(",\"Outcome\":")
            .Append(JsonText.Quote(run.Outcome));
        AddCounts(line, run);
        return line.Append(run.Microseconds is { } time ? ",\"ShutdownMilliseconds\":" + Thousandths.Format(time) : "")
            .Append("}\n")
            .ToString();
    }

    private static void AddCounts(StringBuilder line, RunSummary run)
    {
        var failed = run.Failed + run.TimedOut + run.Skipped + run.DisposalsFailed;
        var unfinished = run.Unfinished + run.DisposalsUnfinished;
        if (run.Level == LogLevel.Error && failed + unfinished == 0)
        {
            // An alarm on the metrics hears of every line that is an error, even where nobody knows how many were lost.
            (failed, unfinished) = run.Outcome is RunOutcome.Unfinished or RunOutcome.NotRun ? (0L, 1L) : (1L, 0L);
        }
        line.Append(",\"ShutdownCompleted\":")
            .Append(run.Completed)
            .Append(",\"ShutdownFailed\":")
            .Append(failed)
            .Append(",\"ShutdownUnfinished\":")
            .Append(unfinished);
    }
}
