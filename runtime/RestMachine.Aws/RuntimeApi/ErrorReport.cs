using System.Text.Json;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>What Lambda is told of a failure. The caller may see it, so a stack trace stays in the log.</summary>
internal sealed class ErrorReport
{
    private readonly string _message;

    /// <param name="category"><c>Function</c> or <c>Runtime</c>: whose fault it is.</param>
    /// <param name="reason">Letters only.</param>
    /// <param name="message">What the caller may read.</param>
    private ErrorReport(string category, string reason, string message)
    {
        Type = $"{category}.{reason}";
        _message = message;
    }

    /// <summary>
    /// A header field's value too. AWS's open-source core takes <c>(Runtime|Function).Reason</c>, letters only, and makes
    /// everything else <c>Runtime.Unknown</c>.
    /// </summary>
    public string Type { get; }

    /// <summary>An event that nobody takes; the text is our own.</summary>
    public static ErrorReport OfEvent(UnrecognizedEventException exception) =>
        new("Function", "UnrecognizedEvent", exception.Message);

    /// <summary>By its type alone: an exception's text may hold what no caller should read.</summary>
    public static ErrorReport OfInvocation(Exception exception) =>
        new("Function", ReasonOf(exception), "The invocation failed; the function's log says why.");

    /// <summary>The same: Lambda answers the invocation that waits for INIT with it.</summary>
    public static ErrorReport OfInit(Exception exception) =>
        exception switch
        {
            InvalidLifecycleException => new("Runtime", ReasonOf(exception), exception.Message),
            StartupException { InnerException: { } inner } startup => new(
                "Runtime",
                ReasonOf(exception),
                $"Startup handler '{startup.Handler}' failed ({inner.GetType()}); the function's log says why."
            ),
            _ => new(
                "Runtime",
                ReasonOf(exception),
                $"INIT failed ({exception.GetType()}); the function's log says why."
            ),
        };

    /// <param name="reason">What AWS's runtime clients call it.</param>
    /// <param name="exception">By its type alone, as the others.</param>
    public static ErrorReport OfSnapshot(string reason, Exception exception) =>
        new(
            "Runtime",
            reason,
            exception is SnapshotException { InnerException: { } inner } snapshot
                ? $"The handler '{snapshot.Handler}' failed ({inner.GetType()}); the function's log says why."
                : $"SnapStart failed ({exception.GetType()}); the function's log says why."
        );

    private static string ReasonOf(Exception exception)
    {
        var letters = string.Concat(exception.GetType().Name.Where(char.IsAsciiLetter));
        return letters is [>= 'A' and <= 'Z', _, ..] ? letters : "Exception";
    }

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
}
