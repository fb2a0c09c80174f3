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
        else if (!environment.Log.Skip(linesBefore).Any(IsCompletion))
        {
            problems.Add($"the extension did not log \"{Completed}\": not every shutdown handler completed.");
        }
        return problems;
    }

    private static bool IsCompletion(LogLine line) =>
        line.Source == LogSource.Extension
        && (
            line.Text.StartsWith(Completed, StringComparison.Ordinal)
            || (line.Text.StartsWith('{') && line.Text.Contains(CompletedMessage, StringComparison.Ordinal))
        );
}
