using System.Globalization;
using System.Text;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>The Runtime API, version 2018-06-01, on one kept connection: next, response, error, init error, restore.</summary>
internal sealed class RuntimeApiClient : IDisposable
{
    private const string Base = "/2018-06-01/runtime";

    private readonly string _address;
    private readonly HttpConnection _connection;
    private readonly byte[] _next;
    private readonly byte[] _responseRest;

    public RuntimeApiClient(string address)
    {
        _address = address;
        _connection = new HttpConnection(address);
        _next = Encoding.ASCII.GetBytes($"GET {Base}/invocation/next HTTP/1.1\r\nHost: {address}\r\n\r\n");
        _responseRest = Encoding.ASCII.GetBytes(
            $"/response HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: "
        );
    }

    private static ReadOnlySpan<byte> ResponseStart => "POST /2018-06-01/runtime/invocation/"u8;

    /// <summary>
    /// Blocks until there is an invocation: for hours if need be. Asking again while an invocation runs gets the same
    /// event (AWS's open-source core), so a connection that was lost in the middle of the answer loses nothing.
    /// </summary>
    /// <exception cref="IOException">The Runtime API is gone, or refuses.</exception>
    public Invocation Next()
    {
        var answer = _connection.Exchange(_next, default, isRepeatable: true);
        return answer.Status == 200 ? Invocation.Read(answer) : throw new IOException(Refusal("next", answer));
    }

    /// <summary>Null when accepted; else what the platform said: the response was too large or came too late.</summary>
    /// <exception cref="IOException">The Runtime API is gone.</exception>
    public string? Respond(ReadOnlySpan<byte> awsRequestId, ResponseBuffer response)
    {
        var answer = _connection.Exchange(response.Request(ResponseStart, awsRequestId, _responseRest), default);
        return answer.Status == 202 ? null : Refusal("the response", answer);
    }

    /// <summary>Reports that the invocation failed.</summary>
    public string? ReportError(ReadOnlySpan<byte> awsRequestId, ErrorReport error) =>
        Post($"/invocation/{Encoding.ASCII.GetString(awsRequestId)}/error", error);

    /// <summary>Reports that INIT failed; the process ends afterwards.</summary>
    public string? ReportInitError(ErrorReport error) => Post("/init/error", error);

    /// <summary>
    /// SnapStart: blocks until Lambda has taken its snapshot and restored this environment from it. Undocumented; as AWS's
    /// own runtime clients ask.
    /// </summary>
    /// <exception cref="IOException">The Runtime API is gone, or refuses.</exception>
    public void RestoreNext()
    {
        var head = $"GET {Base}/restore/next HTTP/1.1\r\nHost: {_address}\r\n\r\n";
        var answer = _connection.Exchange(Encoding.ASCII.GetBytes(head), default, isRepeatable: true);
        if (answer.Status != 200)
        {
            throw new IOException(Refusal("restore/next", answer));
        }
    }

    /// <summary>SnapStart: reports that the restored environment cannot go on; the process ends afterwards.</summary>
    public string? ReportRestoreError(ErrorReport error) => Post("/restore/error", error);

    /// <summary>Ends a next that another thread waits in, and every later one, with an exception.</summary>
    public void Interrupt() => _connection.Interrupt();

    public void Dispose() => _connection.Dispose();

    private string? Post(string path, ErrorReport error)
    {
        var body = error.ToBody();
        var head =
            $"POST {Base}{path} HTTP/1.1\r\nHost: {_address}\r\nContent-Type: application/json\r\n"
            + $"Lambda-Runtime-Function-Error-Type: {error.Type}\r\n"
            + $"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n";
        var answer = _connection.Exchange(Encoding.ASCII.GetBytes(head), body);
        return answer.Status == 202 ? null : Refusal(path, answer);
    }

    private static string Refusal(string call, HttpAnswer answer) =>
        $"The Runtime API answered {call} with {answer.Status}: {Encoding.UTF8.GetString(answer.Body.Span).Trim()}";
}
