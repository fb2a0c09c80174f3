using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>The Runtime API, version 2018-06-01: next, response, error, init error.</summary>
internal sealed class RuntimeApiClient(string address) : IDisposable
{
    private const string Base = "/2018-06-01/runtime";

    private readonly HttpConnection _connection = new(address);
    private readonly byte[] _next = Encoding.ASCII.GetBytes(
        $"GET {Base}/invocation/next HTTP/1.1\r\nHost: {address}\r\n\r\n"
    );

    /// <summary>Blocks until there is an invocation: for hours if need be.</summary>
    public Invocation Next()
    {
        var answer = _connection.Exchange(_next, default);
        if (answer.Status != 200)
        {
            throw Refused("next", answer);
        }

        var id = answer.Field("Lambda-Runtime-Aws-Request-Id"u8);
        var deadline = answer.Field("Lambda-Runtime-Deadline-Ms"u8);
        return new Invocation(
            id ?? throw new IOException("The Runtime API's next answer has no Lambda-Runtime-Aws-Request-Id."),
            long.TryParse(deadline, CultureInfo.InvariantCulture, out var milliseconds)
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : null,
            answer.Body
        );
    }

    /// <summary>Null when accepted; else what the platform said: the response was too large or came too late.</summary>
    public string? Respond(string awsRequestId, ReadOnlySpan<byte> payload) =>
        Post($"/invocation/{awsRequestId}/response", errorType: null, payload);

    /// <summary>Reports that the invocation failed.</summary>
    public string? ReportError(string awsRequestId, string errorType, string message) =>
        Post($"/invocation/{awsRequestId}/error", errorType, ErrorBody(errorType, message));

    /// <summary>Reports that INIT failed; the process ends afterwards.</summary>
    public string? ReportInitError(string errorType, string message) =>
        Post("/init/error", errorType, ErrorBody(errorType, message));

    public void Dispose() => _connection.Dispose();

    private string? Post(string path, string? errorType, ReadOnlySpan<byte> body)
    {
        var type = errorType is null ? "" : $"Lambda-Runtime-Function-Error-Type: {errorType}\r\n";
        var head =
            $"POST {Base}{path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n"
            + $"{type}Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n";
        var answer = _connection.Exchange(Encoding.ASCII.GetBytes(head), body);
        return answer.Status == 202 ? null : Refused(path, answer).Message;
    }

    private static IOException Refused(string call, HttpAnswer answer) =>
        new($"The Runtime API answered {call} with {answer.Status}: {Encoding.UTF8.GetString(answer.Body.Span)}");

    private static byte[] ErrorBody(string errorType, string message)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("errorMessage"u8, message);
            json.WriteString("errorType"u8, errorType);
            json.WriteStartArray("stackTrace"u8);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
