using System.Text.Json;
using RestMachine.Cli.Doctor;

namespace RestMachine.Cli.Probe;

/// <summary>
/// Reads an environment's log: the lines of samples/ShutdownProbe, and the report of restmachine-shutdown as JSON. What
/// others have written is stepped over.
/// </summary>
internal static class ProbeLog
{
    private const int TickMilliseconds = 10;

    public static Measurement Read(IEnumerable<string> lines) =>
        lines
            .Select(Parse)
            .Aggregate(new Measurement(), (measured, line) => line is { } fields ? Add(measured, fields) : measured);

    private static JsonElement? Parse(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // A line of somebody else, or one that the kill has torn.
        }
    }

    private static Measurement Add(Measurement measured, JsonElement line) =>
        line.At("probe").Text() switch
        {
            "began" => measured with { Began = Clocks(line) ?? measured.Began },
            "tick" => measured with { LastTick = Later(measured.LastTick, Number(line, "after")) },
            "shutdown" => measured with { Event = Clocks(line), Deadline = (long?)Number(line, "deadline") },
            "alive" => measured with
            {
                ExtensionHad = Later(measured.ExtensionHad, Clocks(line)?.Uptime - measured.Event?.Uptime),
            },
            _ when line.At("message").Text()?.StartsWith("[Extension] ", StringComparison.Ordinal) == true
                    && Number(line, "completed") is { } completed => Report(measured, line, completed),
            _ => measured,
        };

    // The handlers that ended in time and those that ended later, in the order of their times: the last one's is their number.
    private static Measurement Report(Measurement measured, JsonElement line, double completed) =>
        measured with
        {
            IsReported = true,
            LastReceipt = (completed + (Number(line, "timedOut") ?? 0)) * TickMilliseconds,
            KilledBefore = line.At("outcome").Text() == "unfinished" ? Number(line, "milliseconds") : null,
        };

    private static ClockReading? Clocks(JsonElement line) =>
        Number(line, "wall") is { } wall && Number(line, "uptime") is { } uptime
            ? new ClockReading((long)wall, (long)uptime)
            : null;

    private static double? Later(double? known, double? next) => next > known || known is null ? next : known;

    private static double? Number(JsonElement line, string name) =>
        line.At(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value)
            ? value
            : null;
}
