using System.Text;
using RestMachine.Extension.Json;
using RestMachine.Extension.Linux;
using RestMachine.Extension.Settings;

namespace RestMachine.Extension.Logs;

/// <summary>One line an event, in the format and from the level on that the function's logging configuration asks for.</summary>
internal sealed class Log(ExtensionSettings settings)
{
    public void Debug(string message) => Write(LogLevel.Debug, message);

    public void Info(string message, params ReadOnlySpan<LogField> fields) => Write(LogLevel.Info, message, fields);

    public void Warning(string message) => Write(LogLevel.Warn, message);

    public void Error(string message) => Write(LogLevel.Error, message);

    public void Write(LogLevel level, string message, params ReadOnlySpan<LogField> fields)
    {
        if (level >= settings.LogLevel)
        {
            var line = settings.LogsJson
                ? LogLine.Json(Clock.WallMilliseconds, level, message, fields)
                : LogLine.Text(level, message);
            StandardOutput.Write(Encoding.UTF8.GetBytes(line));
        }
    }
}
