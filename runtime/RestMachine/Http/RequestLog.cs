using Microsoft.Extensions.Logging;

namespace RestMachine;

/// <summary>What the framework itself writes about requests.</summary>
internal static partial class RequestLog
{
    private static readonly Func<ILogger, string, IDisposable?> RequestScope = LoggerMessage.DefineScope<string>(
        "RequestId:{RequestId}"
    );

    public static IDisposable? Scope(ILogger logger, string requestId) => RequestScope(logger, requestId);

    [LoggerMessage(2, LogLevel.Error, "A request's {Value} could not be disposed")]
    public static partial void NotDisposed(ILogger logger, Exception exception, string value);

    [LoggerMessage(3, LogLevel.Warning, "{Doubt}")]
    public static partial void BodyInDoubt(ILogger logger, string doubt);

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed (request {RequestId})")]
    public static partial void Unhandled(
        ILogger logger,
        Exception exception,
        string method,
        string path,
        string requestId
    );
}
