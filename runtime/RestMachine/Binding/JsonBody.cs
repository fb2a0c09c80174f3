using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RestMachine.Binding;

/// <summary>Reads a JSON body, or says what is wrong with it in terms of the document.</summary>
internal static class JsonBody
{
    public static bool TryRead<T>(Request request, JsonTypeInfo type, out T? value, out Problem? problem)
    {
        value = default;
        if (!MediaType.IsJson(request.ContentType))
        {
            problem = new Problem(
                415,
                Detail: $"The body has to be {MediaType.Json}, not {request.ContentType ?? "untyped"}."
            );
            return false;
        }

        try
        {
            value = Read<T>(WithoutMark(request.Body.Span), type);
            problem = null;
            return true;
        }
        catch (JsonException exception)
        {
            var line = exception.LineNumber is { } number ? $", line {number + 1}" : "";
            problem = Unexpected(exception.Path ?? "$", line);
            return false;
        }
        catch (NotSupportedException)
        {
            // What the serializer throws for a type discriminator that is missing, late or unknown.
            problem = Unexpected("$", "");
            return false;
        }
    }

    private static Problem Unexpected(string path, string line) =>
        new(400, Detail: $"The body is not the JSON that was expected at {path}{line}.") { Path = path };

    /// <summary>A byte order mark is no JSON, but some clients send it, and a reader may ignore it (RFC 8259, 8.1).</summary>
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) =>
        body.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body;

    /// <summary>A serializer context knows an int and not an int?, which is null where the document is.</summary>
    private static T? Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo type) =>
        type is JsonTypeInfo<T> exact ? JsonSerializer.Deserialize(body, exact)
        : body.Trim(" \t\r\n"u8).SequenceEqual("null"u8) ? default
        : (T?)JsonSerializer.Deserialize(body, type);
}
