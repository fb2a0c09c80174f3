using RestMachine.Emulator;

namespace RestMachine.Cli.Local.Timelines;

// The function's own words about its shutdown handlers, in text or in JSON logs: no platform sees them run.
internal static class HandlerLine
{
    private static readonly string[] beginnings =
    [
        "Shutdown began (",
        "Shutdown has less time now (",
        "Shutdown handler '",
        "Shutdown completed in ",
        "Shutdown failed in ",
        "Shutdown running in ",
    ];

    // Null: another line.
    public static string? TryParse(LogLine line)
    {
        if (line.Source != LogSource.Function)
        {
            return null;
        }
        var at = beginnings.Select(words => line.Text.IndexOf(words, StringComparison.Ordinal)).Max();
        if (at < 0)
        {
            return null;
        }
        var text = line.Text[at..];
        var end = line.Text.StartsWith('{') ? text.IndexOf('"', StringComparison.Ordinal) : -1;
        return end < 0 ? text : text[..end];
    }
}
