using System.Globalization;
using System.Text;

namespace RestMachine.Emulator.Phases;

internal static class ShutdownSummary
{
    public static string Of(ShutdownReport report)
    {
        var text = new StringBuilder();
        text.Append($"Shutdown ({report.Reason.ToString().ToLowerInvariant()}): ");
        if (report.Function is null && report.Extensions.Count == 0)
        {
            return text.Append("no process was running.").ToString();
        }
        if (report.Function is { } function)
        {
            var share = report.Budget > TimeSpan.Zero ? $" of its {Milliseconds(report.RuntimeShare)}" : "";
            text.Append(Describe(function, share));
        }
        foreach (var extension in report.Extensions)
        {
            text.Append(Describe(extension, ""));
        }
        return text.Append(
                report.Budget > TimeSpan.Zero
                    ? $"{Milliseconds(report.Remaining)} of {Milliseconds(report.Budget)} left."
                    : "without an extension there is no time to shut down in."
            )
            .ToString();
    }

    private static string Describe(ProcessReport process, string share)
    {
        var text = new StringBuilder($"{process} ");
        if (process.EndedAt <= TimeSpan.Zero)
        {
            return text.Append($"was already dead ({Exit(process)}); ").ToString();
        }
        foreach (var signal in process.Signals.Where(signal => signal.Name != "SIGCONT"))
        {
            text.Append($"{signal.Name} at {Milliseconds(signal.At)}, ");
        }
        if (process.ShutdownEventAt is { } at)
        {
            text.Append($"SHUTDOWN at {Milliseconds(at)}, ");
        }
        text.Append($"{Exit(process)} at {Milliseconds(process.EndedAt)}");
        return text.Append(share.Length > 0 ? $" ({Milliseconds(process.BudgetLeft)}{share} left); " : "; ").ToString();
    }

    private static string Exit(ProcessReport process) =>
        process.TerminatedBy is { } signal
            ? $"ended by {signal}"
            : string.Create(CultureInfo.InvariantCulture, $"exited with {process.ExitCode}");

    private static string Milliseconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalMilliseconds):0} ms");
}
