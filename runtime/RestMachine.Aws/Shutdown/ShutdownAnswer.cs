using System.Text.Json;

namespace RestMachine.Aws.Shutdown;

/// <summary>The body that <c>POST /shutdown</c> is answered with.</summary>
internal static class ShutdownAnswer
{
    public static byte[] Of(IReadOnlyCollection<ShutdownReport> reports)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("outcome"u8, OutcomeNames.Of(Combined(reports)));
            json.WriteStartArray("handlers"u8);
            foreach (var handler in reports.SelectMany(report => report.Handlers))
            {
                Write(json, handler);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    public static ShutdownOutcome Combined(IReadOnlyCollection<ShutdownReport> reports) =>
        reports.Any(report => report.Outcome == ShutdownOutcome.Running) ? ShutdownOutcome.Running
        : reports.All(report => report.Outcome == ShutdownOutcome.Completed) ? ShutdownOutcome.Completed
        : ShutdownOutcome.Failed;

    private static void Write(Utf8JsonWriter json, ShutdownStepReport handler)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, handler.Name);
        json.WriteString("outcome"u8, OutcomeNames.Of(handler.Outcome));
        json.WriteNumber("milliseconds"u8, Math.Round(handler.Duration.TotalMilliseconds, 1));
        if (handler.Error is { } error)
        {
            json.WriteString("error"u8, $"{error.GetType().FullName}: {error.Message}");
        }

        json.WriteEndObject();
    }
}
