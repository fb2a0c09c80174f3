using Microsoft.Extensions.Logging;

namespace RestMachine.Tests.Http;

/// <summary>Remembers every message with its exception and the scopes it was written in.</summary>
internal sealed class CollectingLog : ILogger
{
    private readonly Stack<string> _scopes = new();

    public List<(LogLevel Level, string Message, Exception? Exception, string Scopes)> Entries { get; } = [];

    /// <summary>Of every logger that was made.</summary>
    public List<string> Categories { get; } = [];

    public ILoggerFactory Factory => new OneLogFactory(this);

    /// <summary>Below it nothing is remembered.</summary>
    public LogLevel Least { get; init; } = LogLevel.Information;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= Least;

    public IDisposable BeginScope<TState>(TState state)
        where TState : notnull
    {
        _scopes.Push(state.ToString()!);
        return new Scope(_scopes);
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        lock (Entries)
        {
            Entries.Add((logLevel, formatter(state, exception), exception, string.Join(' ', _scopes)));
        }
    }

    private sealed class Scope(Stack<string> scopes) : IDisposable
    {
        public void Dispose() => scopes.Pop();
    }

    private sealed class OneLogFactory(CollectingLog log) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName)
        {
            log.Categories.Add(categoryName);
            return log;
        }

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose() { }
    }
}
