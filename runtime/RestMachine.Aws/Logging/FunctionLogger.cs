using System.Text;
using Microsoft.Extensions.Logging;
using RestMachine.Aws.Settings;

namespace RestMachine.Aws.Logging;

/// <summary>What handlers and the framework log, in the function's log, with the request's id in front.</summary>
internal sealed class FunctionLogger(FunctionLog log) : ILogger
{
    private static readonly AsyncLocal<Scope?> s_scope = new();

    public IDisposable BeginScope<TState>(TState state)
        where TState : notnull => s_scope.Value = new Scope<TState>(state, s_scope.Value);

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && log.IsEnabled(SeverityOf(logLevel));

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = new StringBuilder();
        for (var scope = s_scope.Value; scope is not null; scope = scope.Outer)
        {
            text.Insert(0, $"{scope.Text} ");
        }

        text.Append(formatter(state, exception));
        log.Write(
            SeverityOf(logLevel),
            (exception is null ? text : text.Append(": ").Append(ExceptionText.Of(exception))).ToString()
        );
    }

    private static LogSeverity SeverityOf(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => LogSeverity.Trace,
            LogLevel.Debug => LogSeverity.Debug,
            LogLevel.Information => LogSeverity.Info,
            LogLevel.Warning => LogSeverity.Warn,
            LogLevel.Error => LogSeverity.Error,
            _ => LogSeverity.Fatal,
        };

    private abstract class Scope(Scope? outer) : IDisposable
    {
        public abstract string Text { get; }

        public Scope? Outer => outer;

        public void Dispose() => s_scope.Value = outer;
    }

    /// <summary>Every request has one, few log: its text is made when it is needed.</summary>
    private sealed class Scope<TState>(TState state, Scope? outer) : Scope(outer)
        where TState : notnull
    {
        public override string Text => state.ToString() ?? "";
    }
}
