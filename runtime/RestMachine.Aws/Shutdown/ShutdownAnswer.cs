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
            Write(json, "handlers"u8, reports.SelectMany(report => report.Handlers));
            Write(json, "disposals"u8, reports.SelectMany(report => report.Disposals));
            Write(json, "startup"u8, reports.SelectMany(report => report.Startup));
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    public static ShutdownOutcome Combined(IReadOnlyCollection<ShutdownReport> reports) =>
        reports.Any(report => report.Outcome == ShutdownOutcome.Running) ? ShutdownOutcome.Running
        : reports.All(report => report.Outcome == ShutdownOutcome.Completed) ? ShutdownOutcome.Completed
        : ShutdownOutcome.Failed;

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<ShutdownStepReport> steps)
    {
        json.WriteStartArray(name);
        foreach (var step in steps)
        {
            Write(json, step);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ShutdownStepReport handler)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, handler.Name);
        json.WriteString("outcome"u8, OutcomeNames.Of(handler.Outcome));
        json.WriteNumber("milliseconds"u8, Math.Round(handler.Duration.TotalMilliseconds, 1));
        if (handler.Error is { } error)
        {
            json.WriteString("error"u8, $"{error.GetType().FullName}: {handler.ErrorMessage}");
        }

        json.WriteEndObject();
    }
}
