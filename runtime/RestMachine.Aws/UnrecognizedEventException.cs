using System.Text.Json;
using RestMachine.Aws.Events;

namespace RestMachine.Aws;

/// <summary>The function was invoked with something that is no HTTP event, and no handler takes such events.</summary>
public sealed class UnrecognizedEventException : Exception
{
    private const int MaxDescription = 500;

    internal UnrecognizedEventException(string message)
        : base(message) { }

    internal static UnrecognizedEventException NoUnicode() => new("The event has a string that is no Unicode text.");

    internal static UnrecognizedEventException For(LambdaEvent lambdaEvent)
    {
        string found;
        try
        {
            found = lambdaEvent.Source is { } source ? $"an event of {source}" : Describe(lambdaEvent.Payload);
        }
        catch (InvalidOperationException)
        {
            return NoUnicode();
        }

        // What the sender named something may be as long as the event.
        found = found.Length > MaxDescription ? $"{found[..MaxDescription]}…" : found;
        return new UnrecognizedEventException(
            $"The event is {found}; expected an HTTP event of API Gateway (REST API, or HTTP API with payload format 1.0 or "
                + "2.0), a Function URL or an Application Load Balancer. Remove the trigger, or handle its events with "
                + "adapter.OnEvent(…)."
        );
    }

    private static string Describe(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload, EventJson.Document);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return $"a JSON {root.ValueKind.ToString().ToLowerInvariant()}";
        }

        if (!root.EnumerateObject().Any())
        {
            return "an empty object";
        }

        var members = root.EnumerateObject().Take(10).Select(member => member.Name);
        return $"an object with the members {string.Join(", ", members)}";
    }
}
