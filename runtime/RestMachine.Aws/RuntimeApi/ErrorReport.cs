using System.Text;
using System.Text.Json;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>What Lambda is told of a failure. The caller may see it, so a stack trace stays in the log.</summary>
internal sealed class ErrorReport
{
    private const int MaxCauses = 8;

    private readonly string _message;
    private readonly Exception _exception;

    /// <param name="type">
    /// <c>Function</c> or <c>Runtime</c>, whose fault it is, a dot and the reason, letters only.
    /// </param>
    /// <param name="message">What the caller may read.</param>
    /// <param name="exception">What failed.</param>
    private ErrorReport(string type, string message, Exception exception)
    {
        Type = type;
        _message = message;
        _exception = exception;
    }

    /// <summary>
    /// A header field's value too. AWS's open-source core takes <c>(Runtime|Function).Reason</c>, letters only, and makes
    /// everything else <c>Runtime.Unknown</c>.
    /// </summary>
    public string Type { get; }

    /// <summary>An event that nobody takes; the text is our own.</summary>
    public static ErrorReport OfEvent(UnrecognizedEventException exception) =>
        new("Function.UnrecognizedEvent", exception.Message, exception);

    /// <summary>By its type alone: an exception's text may hold what no caller should read.</summary>
    public static ErrorReport OfInvocation(Exception exception) =>
        new($"Function.{ReasonOf(exception)}", "The invocation failed; the function's log says why.", exception);

    /// <summary>The same: Lambda answers the invocation that waits for INIT with it.</summary>
    public static ErrorReport OfInit(Exception exception) =>
        new(
            $"Runtime.{ReasonOf(exception)}",
            exception switch
            {
                InvalidLifecycleException => exception.Message,
                StartupException { InnerException: { } inner } startup =>
                    $"Startup handler '{startup.Handler}' failed ({inner.GetType()}); the function's log says why.",
                _ => $"INIT failed ({exception.GetType()}); the function's log says why.",
            },
            exception
        );

    /// <param name="reason">What AWS's runtime clients call it.</param>
    /// <param name="exception">By its type alone, as the others.</param>
    public static ErrorReport OfSnapshot(string reason, Exception exception) =>
        new(
            $"Runtime.{reason}",
            exception is SnapshotException { InnerException: { } inner } snapshot
                ? $"The handler '{snapshot.Handler}' failed ({inner.GetType()}); the function's log says why."
                : $"SnapStart failed ({exception.GetType()}); the function's log says why.",
            exception
        );

    private static string ReasonOf(Exception exception)
    {
        var letters = string.Concat(exception.GetType().Name.Where(char.IsAsciiLetter));
        return letters is [>= 'A' and <= 'Z', _, ..] ? letters : "Exception";
    }

    public byte[] ToBody() =>
        Write(json =>
        {
            json.WriteString("errorMessage"u8, _message);
            json.WriteString("errorType"u8, Type);
            json.WriteStartArray("stackTrace"u8);
            json.WriteEndArray();
        });

    /// <summary>
    /// What AWS X-Ray shows as the cause: the exceptions' types, outer ones first, and no more of them than fit into a header
    /// field. AWS documents the form (https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html), and
    /// its open-source core reads the field: internal/lambda/rapi/handler/invocationerror.go.
    /// </summary>
    public string ToCause() =>
        Encoding.ASCII.GetString(
            Write(json =>
            {
                json.WriteString("working_directory"u8, AppContext.BaseDirectory);
                json.WriteStartArray("exceptions"u8);
                var exception = _exception;
                for (var depth = 0; exception is not null && depth < MaxCauses; depth++)
                {
                    json.WriteStartObject();
                    json.WriteString("type"u8, exception.GetType().ToString());
                    json.WriteEndObject();
                    exception = exception.InnerException;
                }

                json.WriteEndArray();
                json.WriteStartArray("paths"u8);
                json.WriteEndArray();
            })
        );

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
