using Microsoft.Extensions.Logging;

namespace RestMachine;

/// <summary>What the framework itself writes.</summary>
// One class for all of it: Microsoft's generator writes several in another order at every build, so that no two builds would
// be the same.
internal static partial class ApplicationLog
{
    private static readonly Func<ILogger, string, IDisposable?> RequestScope = LoggerMessage.DefineScope<string>(
        "RequestId:{RequestId}"
    );

    public static IDisposable? Scope(ILogger logger, string requestId) => RequestScope(logger, requestId);

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed (request {RequestId})")]
    public static partial void Unhandled(
        ILogger logger,
        Exception exception,
        string method,
        string path,
        string requestId
    );

    [LoggerMessage(2, LogLevel.Error, "A request's {Value} could not be disposed")]
    public static partial void NotDisposed(ILogger logger, Exception exception, string value);

    [LoggerMessage(3, LogLevel.Warning, "{Doubt}")]
    public static partial void BodyInDoubt(ILogger logger, string doubt);

    [LoggerMessage(11, LogLevel.Debug, "{Line}", EventName = nameof(Planned))]
    public static partial void Planned(ILogger logger, string line);

    [LoggerMessage(
        12,
        LogLevel.Debug,
        "Startup handler '{Handler}' completed in {Milliseconds:F1} ms",
        EventName = nameof(Completed)
    )]
    public static partial void Completed(ILogger logger, string handler, double milliseconds);

    [LoggerMessage(
        21,
        LogLevel.Error,
        "OnResume handler '{Handler}' failed after {Idle} without an event; the event is handled all the same",
        EventName = nameof(ResumeFailed)
    )]
    public static partial void ResumeFailed(ILogger logger, Exception exception, string handler, TimeSpan idle);

    [LoggerMessage(
        31,
        LogLevel.Error,
        "A callback that a handler registered on its token failed",
        EventName = nameof(TokenCallbackFailed)
    )]
    public static partial void TokenCallbackFailed(ILogger logger, Exception exception);

    [LoggerMessage(
        32,
        LogLevel.Error,
        "A startup value that came to be after the shutdown run could not be disposed",
        EventName = nameof(LateDisposalFailed)
    )]
    public static partial void LateDisposalFailed(ILogger logger, Exception exception);

    [LoggerMessage(
        33,
        LogLevel.Error,
        "An async void method that '{Handler}' called failed; return its Task and await it instead",
        EventName = nameof(AsyncVoidFailed)
    )]
    public static partial void AsyncVoidFailed(ILogger logger, Exception exception, string handler);

    [LoggerMessage(
        34,
        LogLevel.Error,
        "No shutdown handler can run: their dependencies cannot be resolved",
        EventName = nameof(NothingPlanned)
    )]
    public static partial void NothingPlanned(ILogger logger, Exception exception);

    [LoggerMessage(
        35,
        LogLevel.Error,
        "What tells of the shutdown run failed; the run goes on",
        EventName = nameof(ObserverFailed)
    )]
    public static partial void ObserverFailed(ILogger logger, Exception exception);
}
