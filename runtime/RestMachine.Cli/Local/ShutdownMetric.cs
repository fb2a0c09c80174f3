using System.Text.Json;
using RestMachine.Emulator;

namespace RestMachine.Cli.Local;

// The extension's report in CloudWatch's embedded metric format. RESTMACHINE_METRICS asks for it; unlike the lines of
// its log it comes whatever AWS_LAMBDA_LOG_LEVEL says.
internal sealed record ShutdownMetric(string Outcome, int Completed, int Failed, int Unfinished)
{
    public const string Setting = "RESTMACHINE_METRICS";

    private const string OutcomeField = "Outcome";

    public bool IsSuccess => Outcome == "completed" && Failed == 0 && Unfinished == 0;

    // Null: another line.
    public static ShutdownMetric? TryParse(LogLine line)
    {
        if (line.Source != LogSource.Extension || !line.Text.StartsWith("{\"_aws\":", StringComparison.Ordinal))
        {
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(line.Text);
            var fields = document.RootElement;
            return fields.TryGetProperty("ShutdownCompleted", out var completed)
                ? new ShutdownMetric(
                    fields.GetProperty(OutcomeField).GetString() ?? "",
                    completed.GetInt32(),
                    fields.GetProperty("ShutdownFailed").GetInt32(),
                    fields.GetProperty("ShutdownUnfinished").GetInt32()
                )
                : null;
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null; // Metrics of somebody else, who may write what they like.
        }
    }

    public override string ToString() =>
        $"outcome {Outcome}, {Completed} completed, {Failed} failed, {Unfinished} unfinished";
}
