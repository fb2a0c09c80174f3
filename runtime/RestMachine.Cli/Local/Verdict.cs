using RestMachine.Emulator;

namespace RestMachine.Cli.Local;

// Whether the function answered and every shutdown handler completed, and if not, why not.
internal sealed class Verdict(LambdaEnvironment environment)
{
    // The extension's words; in JSON logs they are the message of a line.
    private const string Completed = "[Extension] Shutdown handlers completed successfully";
    private const string CompletedMessage = "Shutdown handlers completed successfully";

    private readonly List<string> problems = [];
    private int linesBefore;

    public bool Passed => problems.Count == 0;

    public void Answered(RequestLine request, int status)
    {
        if (status >= 500)
        {
            problems.Add($"{request} was answered with {status}.");
        }
    }

    public void Interrupted(bool requestsWereLeft)
    {
        if (requestsWereLeft)
        {
            problems.Add("interrupted before every request was answered.");
        }
    }

    public void BeginShutdown() => linesBefore = environment.Log.Count;

    public IReadOnlyList<string> Judge(ShutdownReport report)
    {
        var processes = report.Function is null ? report.Extensions : [report.Function, .. report.Extensions];
        foreach (var process in processes.Where(process => process.ExitCode != 0))
        {
            problems.Add(
                process.TerminatedBy is { } signal
                    ? $"{process} was ended by {signal}."
                    : $"{process} exited with {process.ExitCode}."
            );
        }
        if (report.Function is null)
        {
            problems.Add("the function was not running when the shutdown phase began.");
        }
        else if (report.Extensions.Count == 0)
        {
            problems.Add("no external extension was registered, so nobody reported that shutdown handlers completed.");
        }
        else
        {
            JudgeHandlers(environment.Log.Skip(linesBefore).ToList());
        }
        return problems;
    }

    private void JudgeHandlers(List<LogLine> lines)
    {
        var metrics = lines.Select(ShutdownMetric.TryParse).OfType<ShutdownMetric>().ToList();
        foreach (var metric in metrics.Where(metric => !metric.IsSuccess))
        {
            problems.Add($"not every shutdown handler completed: the extension reported {metric}.");
        }
        if (metrics.Count == 0 && !lines.Any(IsCompletion))
        {
            problems.Add(
                $"no extension reported that every shutdown handler completed: expected its metrics "
                    + $"({ShutdownMetric.Setting}=on) or the log line \"{Completed}\"."
            );
        }
    }

    // For an extension without metrics.
    private static bool IsCompletion(LogLine line) =>
        line.Source == LogSource.Extension
        && (
            line.Text.StartsWith(Completed, StringComparison.Ordinal)
            || (line.Text.StartsWith('{') && line.Text.Contains(CompletedMessage, StringComparison.Ordinal))
        );
}
