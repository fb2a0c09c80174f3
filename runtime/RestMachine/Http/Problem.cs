using System.Buffers;
using System.Text.Json;

namespace RestMachine;

/// <summary>A problem document (RFC 9457): what went wrong, for programs.</summary>
internal sealed record Problem(int Status, string? Title = null, string? Detail = null)
{
    /// <summary>The parameter that could not be bound.</summary>
    public string? Parameter { get; init; }

    /// <summary>Where in a JSON document the fault is, for example <c>$.address.zip</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Field and message of every rule that the body breaks.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Errors { get; init; } = [];

    public string? RequestId { get; init; }

    public Response ToResponse()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            Write(writer, "title", Title ?? ReasonPhrase.Of(Status));
            writer.WriteNumber("status", Status);
            Write(writer, "detail", Detail);
            Write(writer, "parameter", Parameter);
            Write(writer, "path", Path);
            Write(writer, "requestId", RequestId);
            WriteErrors(writer);
            writer.WriteEndObject();
        }

        return new Response(Status, MediaType.Problem, buffer.WrittenMemory);
    }

    private void WriteErrors(Utf8JsonWriter writer)
    {
        if (Errors.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("errors");
        foreach (var field in Errors.GroupBy(error => error.Key, error => error.Value, StringComparer.Ordinal))
        {
            writer.WriteStartArray(field.Key);
            foreach (var message in field)
            {
                writer.WriteStringValue(message);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string member, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(member, value);
        }
    }
}
