using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>The content of a request, out of a JSON text.</summary>
internal static class EventBody
{
    /// <exception cref="UnrecognizedEventException">It is said to be base64, but is not.</exception>
    public static ReadOnlyMemory<byte> Read(in EventMembers found, ReadOnlySpan<byte> payload)
    {
        if (found.Body.IsEmpty)
        {
            return default;
        }

        var json = new Utf8JsonReader(found.Body.Of(payload), EventJson.Reader);
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            return default;
        }

        if (found.IsBase64Encoded)
        {
            return json.TryGetBytesFromBase64(out var decoded)
                ? decoded
                : throw new UnrecognizedEventException("The event says isBase64Encoded, but its body is no base64.");
        }

        var bytes = new byte[json.ValueSpan.Length];
        return bytes.AsMemory(0, json.CopyString(bytes));
    }
}
