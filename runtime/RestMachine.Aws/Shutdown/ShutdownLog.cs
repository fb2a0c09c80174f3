using System.Globalization;
using RestMachine.Aws.Logging;
using RestMachine.Aws.Settings;
using RestMachine.Shutdown;

namespace RestMachine.Aws.Shutdown;

/// <summary>Tells the run in the function's log.</summary>
internal sealed class ShutdownLog(FunctionLog log) : IShutdownObserver
{
    public void RunBegan(string trigger, ShutdownBudget budget) =>
        log.Write(
            LogSeverity.Info,
            $"Shutdown began ({trigger}, {Milliseconds(budget.Token)} ms for the handlers)",
            new LogField("trigger", trigger),
            new LogField("budgetMilliseconds", budget.Token)
        );

    public void RunShortened(string trigger, ShutdownBudget budget) =>
        log.Info($"Shutdown has less time now ({trigger}, {Milliseconds(budget.Token)} ms for the handlers)");

    public void StepBegan(ShutdownStep step) { }

    public void StepEnded(ShutdownStep step)
    {
        switch (step.Outcome)
        {
            case StepOutcome.Completed when log.IsEnabled(LogSeverity.Debug):
                Write(
                    LogSeverity.Debug,
                    step,
                    $"Shutdown {step.Kind} '{step.Name}' completed in {Milliseconds(step.Duration)} ms"
                );
                break;
            case StepOutcome.Completed:
                break;
            case StepOutcome.Skipped:
                Write(
                    LogSeverity.Warn,
                    step,
                    $"Shutdown handler '{step.Name}' skipped: startup value '{step.MissingValue}' never came to be"
                );
                break;
            case StepOutcome.NotDisposed:
                Write(LogSeverity.Warn, step, $"'{step.Name}' not disposed: a handler or a request still holds it");
                break;
            default:
                Write(
                    LogSeverity.Error,
                    step,
                    $"Shutdown {step.Kind} '{step.Name}' {Words(step.Outcome)} after {Milliseconds(step.Duration)} ms"
                        + (step.Error is { } error ? $": {error.Type}: {error.Message}" : "")
                );
                break;
        }
    }

    public void RunEnded(ShutdownReport report)
    {
        foreach (var step in report.Handlers.Where(step => step.Outcome == StepOutcome.Unfinished))
        {
            log.Error($"Shutdown handler '{step.Name}' was still running after {Milliseconds(step.Duration)} ms");
        }

        foreach (var step in report.Handlers.Where(step => step.Outcome == StepOutcome.Waiting))
        {
            log.Error($"Shutdown handler '{step.Name}' never began");
        }

        foreach (var handler in report.Startup)
        {
            log.Error($"Startup handler '{handler.Name}' was still running after {Milliseconds(handler.Duration)} ms");
        }

        log.Write(
            report.Outcome == ShutdownOutcome.Completed ? LogSeverity.Info : LogSeverity.Error,
            $"Shutdown {OutcomeNames.Of(report.Outcome)} in {Milliseconds(report.Duration)} ms",
            new LogField("trigger", report.Trigger),
            new LogField("outcome", OutcomeNames.Of(report.Outcome)),
            new LogField("milliseconds", report.Duration)
        );
    }

    private void Write(LogSeverity level, ShutdownStep step, string message) =>
        log.Write(
            level,
            message,
            new LogField("handler", step.Name),
            new LogField("kind", step.Kind),
            new LogField("outcome", OutcomeNames.Of(step.Outcome)),
            new LogField("milliseconds", step.Duration),
            new LogField("error", step.Error?.Type),
            new LogField("errorMessage", step.Error?.Message)
        );

    private static string Words(StepOutcome outcome) => outcome == StepOutcome.TimedOut ? "ended too late," : "failed";

    private static string Milliseconds(TimeSpan time) =>
        time.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture);
}
