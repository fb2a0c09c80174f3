using Microsoft.Extensions.Logging;

namespace RestMachine.Shutdown;

internal static partial class Log
{
    [LoggerMessage(
        1,
        LogLevel.Error,
        "A callback that a shutdown handler registered on its token failed",
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
}
