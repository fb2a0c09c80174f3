using Microsoft.Extensions.Logging;

namespace RestMachine.Lifecycle;

internal static partial class StartupLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Line}", EventName = nameof(Planned))]
    public static partial void Planned(ILogger logger, string line);

    [LoggerMessage(
        2,
        LogLevel.Debug,
        "Startup handler '{Handler}' completed in {Milliseconds:F1} ms",
        EventName = nameof(Completed)
    )]
    public static partial void Completed(ILogger logger, string handler, double milliseconds);
}
