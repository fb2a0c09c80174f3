using Microsoft.Extensions.Logging;

namespace RestMachine.Shutdown;

internal static partial class Log
{
    [LoggerMessage(
        1,
        LogLevel.Error,
        "A callback that a handler registered on its token failed",
        EventName = nameof(TokenCallbackFailed)
    )]
    public static partial void TokenCallbackFailed(ILogger logger, Exception exception);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "A startup value that came to be after the shutdown run could not be disposed",
        EventName = nameof(LateDisposalFailed)
    )]
    public static partial void LateDisposalFailed(ILogger logger, Exception exception);

    [LoggerMessage(
        3,
        LogLevel.Error,
        "An async void method that '{Handler}' called failed; return its Task and await it instead",
        EventName = nameof(AsyncVoidFailed)
    )]
    public static partial void AsyncVoidFailed(ILogger logger, Exception exception, string handler);

    [LoggerMessage(
        4,
        LogLevel.Error,
        "No shutdown handler can run: their dependencies cannot be resolved",
        EventName = nameof(NothingPlanned)
    )]
    public static partial void NothingPlanned(ILogger logger, Exception exception);

    [LoggerMessage(
        5,
        LogLevel.Error,
        "What tells of the shutdown run failed; the run goes on",
        EventName = nameof(ObserverFailed)
    )]
    public static partial void ObserverFailed(ILogger logger, Exception exception);
}
