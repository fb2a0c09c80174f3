using Microsoft.Extensions.Logging;

namespace RestMachine.Lifecycle;

internal static partial class ResumeLog
{
    [LoggerMessage(
        1,
        LogLevel.Error,
        "OnResume handler '{Handler}' failed after {Idle} without an event; the event is handled all the same",
        EventName = nameof(Failed)
    )]
    public static partial void Failed(ILogger logger, Exception exception, string handler, TimeSpan idle);
}
