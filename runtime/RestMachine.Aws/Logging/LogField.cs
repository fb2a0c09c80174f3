using System.Text.Json;

namespace RestMachine.Aws.Logging;

/// <summary>A fact beside a log line's message: text, or milliseconds.</summary>
internal readonly struct LogField(string name, string? text, double? milliseconds)
{
    public LogField(string name, string? text)
        : this(name, text, milliseconds: null) { }

    public LogField(string name, TimeSpan time)
        : this(name, text: null, Math.Round(time.TotalMilliseconds, 1)) { }

    public void Write(Utf8JsonWriter json)
    {
        if (milliseconds is { } number)
        {
            json.WriteNumber(name, number);
        }
        else if (text is not null)
        {
            json.WriteString(name, LogText.Cut(text));
        }
    }
}
