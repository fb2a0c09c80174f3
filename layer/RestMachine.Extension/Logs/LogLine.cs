using System.Text;
using RestMachine.Extension.Json;

namespace RestMachine.Extension.Logs;

internal static class LogLine
{
    private const string Prefix = "[Extension] ";

    /// <summary>CloudWatch takes events of 256 KB; a line of ours is far shorter, whatever others put into it.</summary>
    private const int MaxMessage = 4096;

    public static string Text(LogLevel level, string message)
    {
        var mark =
            level >= LogLevel.Error ? "Error: "
            : level == LogLevel.Warn ? "Warning: "
            : "";
        return Prefix + mark + Printable.Of(Printable.Cut(message, MaxMessage)) + "\n";
    }

    public static string Json(long wallMilliseconds, LogLevel level, string message, ReadOnlySpan<LogField> fields)
    {
        var line = new StringBuilder("{\"timestamp\":\"")
            .Append(Timestamp(wallMilliseconds))
            .Append("\",\"level\":\"")
            .Append(LogLevels.Name(level))
            .Append("\",\"message\":")
            .Append(JsonText.Quote(Prefix + Printable.Cut(message, MaxMessage)));
        foreach (var field in fields)
        {
            line.Append(',').Append(JsonText.Quote(field.Name)).Append(':').Append(field.Json);
        }
        return line.Append("}\n").ToString();
    }

    /// <summary>2026-01-31T23:59:59.123Z, digit by digit: DateTime's formatting would bring the cultures along.</summary>
    private static string Timestamp(long wallMilliseconds)
    {
        var time = DateTime.UnixEpoch.AddTicks(wallMilliseconds * TimeSpan.TicksPerMillisecond);
        return string.Concat(
            Digits(time.Year, 4) + "-" + Digits(time.Month, 2) + "-" + Digits(time.Day, 2) + "T",
            Digits(time.Hour, 2) + ":" + Digits(time.Minute, 2) + ":" + Digits(time.Second, 2),
            "." + Digits(time.Millisecond, 3) + "Z"
        );
    }

    private static string Digits(int number, int width) =>
        number.ToString(default(IFormatProvider)).PadLeft(width, '0');
}
