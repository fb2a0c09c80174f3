using System.Text.Json;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>What Lambda is told of a failure. The caller may see it, so a stack trace stays in the log.</summary>
internal sealed class ErrorReport
{
    private readonly string _message;

    public ErrorReport(string type, string message)
    {
        Type = string.Concat(type.Select(character => IsPlain(character) ? character : '_'));
        _message = message;
    }

    /// <summary>Also a header field's value, so plain characters only.</summary>
    public string Type { get; }

    /// <summary>By its type alone: an exception's text may hold what no caller should read.</summary>
    public static ErrorReport OfInvocation(Exception exception) =>
        new(exception.GetType().FullName ?? nameof(Exception), "The invocation failed; the function's log says why.");

    /// <summary>Nobody but the function's owner sees why INIT failed.</summary>
    public static ErrorReport OfInit(Exception exception) =>
        new($"Runtime.{exception.GetType().Name}", exception.Message);

    public byte[] ToBody()
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("errorMessage"u8, _message);
            json.WriteString("errorType"u8, Type);
            json.WriteStartArray("stackTrace"u8);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';
}
