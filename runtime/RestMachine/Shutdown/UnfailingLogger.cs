using Microsoft.Extensions.Logging;

namespace RestMachine.Shutdown;

/// <summary>The user's log, which may fail at the end of a process like everything else: the run goes on without it.</summary>
internal sealed class UnfailingLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        try
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
#pragma warning disable CA1031 // A log that fails has nobody to tell: the handlers matter more.
        catch (Exception)
#pragma warning restore CA1031
        {
            // See above.
        }
    }
}
