using Microsoft.Extensions.Logging;

namespace RestMachine.Shutdown;

/// <summary>Fires a token on a thread of its own: what users registered on it may block or throw.</summary>
internal static class Cancellation
{
    public static void Fire(CancellationTokenSource source, DedicatedThreads threads, ILogger logger) =>
        threads.Run(() => Fire(source, logger));

    private static void Fire(CancellationTokenSource source, ILogger logger)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException exception)
        {
            ApplicationLog.TokenCallbackFailed(logger, exception);
        }
    }
}
