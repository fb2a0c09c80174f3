using Microsoft.Extensions.Logging;
using RestMachine.Shutdown;

namespace RestMachine.AspNetCore;

/// <summary>Tells the run in the host's log, in the words that it has on Lambda.</summary>
internal sealed partial class ShutdownLog(ILogger logger) : IShutdownObserver
{
    public void RunBegan(string trigger, ShutdownBudget budget) =>
        Began(logger, trigger, budget.Token.TotalMilliseconds);

    /// <summary>The host is the only one that ends the process.</summary>
    public void RunShortened(string trigger, ShutdownBudget budget) { }

    public void StepBegan(ShutdownStep step) { }

    public void StepEnded(ShutdownStep step)
    {
        switch (step.Outcome)
        {
            case StepOutcome.Completed:
                Completed(logger, step.Kind, step.Name, step.Duration.TotalMilliseconds);
                break;
            case StepOutcome.Skipped:
                Skipped(logger, step.Name, step.MissingValue);
                break;
            case StepOutcome.NotDisposed:
                NotDisposed(logger, step.Name);
                break;
            case StepOutcome.TimedOut:
                TimedOut(logger, step.Name, step.Duration.TotalMilliseconds);
                break;
            default:
                var error = $"{step.Error?.Type}: {step.Error?.Message}";
                Failed(logger, step.Error?.Exception, step.Kind, step.Name, step.Duration.TotalMilliseconds, error);
                break;
        }
    }

    public void RunEnded(ShutdownReport report)
    {
        foreach (var step in report.Handlers.Where(step => step.Outcome == StepOutcome.Unfinished))
        {
            StillRunning(logger, "Shutdown", step.Name, step.Duration.TotalMilliseconds);
        }

        foreach (var handler in report.Startup)
        {
            StillRunning(logger, "Startup", handler.Name, handler.Duration.TotalMilliseconds);
        }

        var isCompleted = report.Outcome == ShutdownOutcome.Completed;
        Ended(
            logger,
            isCompleted ? LogLevel.Information : LogLevel.Error,
            isCompleted ? "completed" : "failed",
            report.Duration.TotalMilliseconds
        );
    }

    [LoggerMessage(1, LogLevel.Information, "Shutdown began ({Trigger}, {Milliseconds:F1} ms for the handlers)")]
    private static partial void Began(ILogger logger, string trigger, double milliseconds);

    [LoggerMessage(8, LogLevel.Debug, "Shutdown {Kind} '{Handler}' completed in {Milliseconds:F1} ms")]
    private static partial void Completed(ILogger logger, string kind, string handler, double milliseconds);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "Shutdown handler '{Handler}' skipped: startup value '{Value}' never came to be"
    )]
    private static partial void Skipped(ILogger logger, string handler, string? value);

    [LoggerMessage(3, LogLevel.Warning, "'{Value}' not disposed: a handler or a request still holds it")]
    private static partial void NotDisposed(ILogger logger, string value);

    [LoggerMessage(4, LogLevel.Error, "Shutdown handler '{Handler}' ended too late, after {Milliseconds:F1} ms")]
    private static partial void TimedOut(ILogger logger, string handler, double milliseconds);

    [LoggerMessage(5, LogLevel.Error, "Shutdown {Kind} '{Handler}' failed after {Milliseconds:F1} ms: {Error}")]
    private static partial void Failed(
        ILogger logger,
        Exception? exception,
        string kind,
        string handler,
        double milliseconds,
        string error
    );

    [LoggerMessage(6, LogLevel.Error, "{Phase} handler '{Handler}' was still running after {Milliseconds:F1} ms")]
    private static partial void StillRunning(ILogger logger, string phase, string handler, double milliseconds);

    [LoggerMessage(EventId = 7, Message = "Shutdown {Outcome} in {Milliseconds:F1} ms")]
    private static partial void Ended(ILogger logger, LogLevel level, string outcome, double milliseconds);
}
