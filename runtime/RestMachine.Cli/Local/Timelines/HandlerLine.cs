using System.Text.Json;
using RestMachine.Emulator;

namespace RestMachine.Cli.Local.Timelines;

// The function's own words about its handlers, in text or in JSON logs: no platform sees them run.
internal static class HandlerLine
{
    private static readonly string[] beginnings =
    [
        "Startup handler '",
        "Shutdown began (",
        "Shutdown has less time now (",
        "Shutdown handler '",
        "Shutdown disposal '",
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
        var text = line.Text.StartsWith('{') ? MessageOf(line.Text) : line.Text;
        var at = beginnings.Select(words => text.IndexOf(words, StringComparison.Ordinal)).Max();
        return at < 0 ? null : text[at..];
    }

    private static string MessageOf(string json)
    {
        try
        {
            using var line = JsonDocument.Parse(json);
            return line.RootElement.TryGetProperty("message", out var message) ? message.ToString() : "";
        }
        catch (JsonException)
        {
            return json; // The user's own, which only looked like it.
        }
    }
}
