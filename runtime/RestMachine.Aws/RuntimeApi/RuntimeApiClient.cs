using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>The Runtime API, version 2018-06-01, on one kept connection: next, response, error, init error, restore.</summary>
internal sealed class RuntimeApiClient : IDisposable
{
    private const string ErrorType = "Lambda-Runtime-Function-Error-Type";
    private const string ErrorBody = "Lambda-Runtime-Function-Error-Body";
    private const string ResponseLine = "/response HTTP/1.1\r\n";
    private const string InvocationId = "Lambda-Runtime-Invocation-Id: ";
    private const int MaxChunk = 16 * 1024;

    private readonly RuntimeApiAddress _address;
    private readonly HttpConnection _connection;
    private readonly string _base;
    private readonly byte[] _responseStart;
    private readonly byte[] _next;
    private readonly byte[] _responseRest;
    private byte[]? _streamRest;
    private byte[]? _chunk;
    private byte[] _invocationId = [];
    private byte[] _rest = [];

    public RuntimeApiClient(string address)
    {
        _address = RuntimeApiAddress.Parse(address);
        _base = $"{_address.Prefix}/2018-06-01/runtime";
        _responseStart = Encoding.ASCII.GetBytes($"POST {_base}/invocation/");
        _connection = new HttpConnection(_address);
        _next = Encoding.ASCII.GetBytes($"GET {_base}/invocation/next HTTP/1.1\r\nHost: {_address.Authority}\r\n\r\n");
        _responseRest = Encoding.ASCII.GetBytes(
            $"{ResponseLine}Host: {_address.Authority}\r\nContent-Type: application/json\r\nContent-Length: "
        );
    }

    /// <summary>
    /// What a streamed response's head has after the id.
    /// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
    /// The content type is that of AWS's own clients for Function URLs and REST APIs: it says that a prelude comes first.
    /// https://github.com/aws/aws-lambda-rust-runtime/blob/main/lambda-runtime/src/requests.rs
    /// </summary>
    private byte[] StreamRest =>
        _streamRest ??= Encoding.ASCII.GetBytes(
            $"{ResponseLine}Host: {_address.Authority}\r\n"
                + "Content-Type: application/vnd.awslambda.http-integration-response\r\n"
                + "Lambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n"
                + $"Trailer: {ErrorType}, {ErrorBody}\r\n\r\n"
        );

    /// <summary>
    /// Blocks until there is an invocation: for hours if need be. Asking again while an invocation runs gets the same
    /// event (AWS's open-source core), so a connection that was lost in the middle of the answer loses nothing.
    /// </summary>
    /// <exception cref="IOException">The Runtime API is gone, or refuses.</exception>
    public Invocation Next()
    {
        var answer = _connection.Exchange(_next, default, isRepeatable: true);
        var invocation =
            answer.Status == 200 ? Invocation.Read(answer) : throw new IOException(Refusal("next", answer));
        if (!invocation.InvocationId.SequenceEqual(_invocationId))
        {
            _invocationId = invocation.InvocationId.ToArray();
        }

        return invocation;
    }

    /// <summary>Null when accepted; else what the platform said: the response was too large or came too late.</summary>
    /// <exception cref="IOException">The Runtime API is gone.</exception>
    public string? Respond(ReadOnlySpan<byte> awsRequestId, ResponseBuffer response)
    {
        var answer = _connection.Exchange(
            response.Request(_responseStart, awsRequestId, WithInvocationId(_responseRest)),
            default
        );
        return answer.Status == 202 ? null : Refusal("the response", answer);
    }

    /// <summary>As <see cref="Respond"/>, in the form of a streamed response: prelude and content are there.</summary>
    /// <exception cref="IOException">The Runtime API is gone.</exception>
    public string? RespondStreamed(ReadOnlySpan<byte> awsRequestId, ResponseBuffer response)
    {
        var request = response.ChunkedRequest(_responseStart, awsRequestId, WithInvocationId(StreamRest), isLast: true);
        var answer = _connection.Exchange(request, default);
        return answer.Status == 202 ? null : Refusal("the streamed response", answer);
    }

    /// <summary>Makes ready for a streamed response; nothing has left yet.</summary>
    /// <exception cref="IOException">The Runtime API is gone.</exception>
    public void BeginStream() => _connection.Begin();

    /// <summary>Sends prelude and beginning of it.</summary>
    /// <exception cref="IOException">The Runtime API is gone.</exception>
    public void StartStream(ReadOnlySpan<byte> awsRequestId, ResponseBuffer first) =>
        _connection.Continue(
            first.ChunkedRequest(_responseStart, awsRequestId, WithInvocationId(StreamRest), isLast: false)
        );

    /// <summary>Sends a piece of it, which is not empty.</summary>
    /// <exception cref="IOException">The Runtime API is gone, or refuses the rest.</exception>
    public void ContinueStream(ReadOnlySpan<byte> bytes)
    {
        _chunk ??= new byte[MaxChunk + 16];
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, MaxChunk)];
            _ = Utf8Formatter.TryFormat(piece.Length, _chunk, out var digits, 'X');
            "\r\n"u8.CopyTo(_chunk.AsSpan(digits));
            piece.CopyTo(_chunk.AsSpan(digits + 2));
            "\r\n"u8.CopyTo(_chunk.AsSpan(digits + 2 + piece.Length));
            _connection.Continue(_chunk.AsSpan(0, digits + piece.Length + 4));
            bytes = bytes[piece.Length..];
        }
    }

    /// <summary>
    /// Ends a streamed response, after an error with trailers that say so. Null when accepted. AWS's documents let the
    /// runtime close the connection now; AWS's own runtime clients keep it, and so does this one as long as Lambda does.
    /// </summary>
    /// <exception cref="IOException">The Runtime API is gone.</exception>
    public string? EndStream(ErrorReport? failure)
    {
        var trailers = failure is null
            ? ""
            : $"{ErrorType}: {failure.Type}\r\n{ErrorBody}: {Convert.ToBase64String(failure.ToBody())}\r\n";
        try
        {
            _connection.Continue(Encoding.ASCII.GetBytes($"0\r\n{trailers}\r\n"));
        }
        catch (IOException)
        {
            // Its answer, if it gave one before it closed the connection, says why.
        }

        var answer = _connection.Finish();
        return answer.Status == 202 ? null : Refusal("the streamed response", answer);
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
        var head = $"GET {_base}/restore/next HTTP/1.1\r\nHost: {_address.Authority}\r\n\r\n";
        var answer = _connection.Exchange(Encoding.ASCII.GetBytes(head), default, isRepeatable: true);
        if (answer.Status != 200)
        {
            throw new IOException(Refusal("restore/next", answer));
        }
    }

    /// <summary>SnapStart: reports that the restored environment cannot go on; the process ends afterwards.</summary>
    public string? ReportRestoreError(ErrorReport error) => Post("/restore/error", error);

    /// <summary>Leaves the present event's memory to somebody who keeps it.</summary>
    public void LeaveEvent() => _connection.LeaveBuffers();

    /// <summary>Ends a next that another thread waits in, and every later one, with an exception.</summary>
    public void Interrupt() => _connection.Interrupt();

    public void Dispose() => _connection.Dispose();

    /// <summary>
    /// With the field that came with the event, where it did: a platform that sends it knows by it that the answer is not
    /// the late one to an earlier attempt, which it refuses with 410.
    /// https://github.com/aws/aws-lambda-dotnet/pull/2508
    /// </summary>
    private ReadOnlySpan<byte> WithInvocationId(byte[] rest)
    {
        if (_invocationId.Length == 0)
        {
            return rest;
        }

        var length = rest.Length + InvocationId.Length + _invocationId.Length + 2;
        if (_rest.Length < length)
        {
            _rest = new byte[length];
        }

        rest.AsSpan(0, ResponseLine.Length).CopyTo(_rest);
        var at = _rest.AsSpan(ResponseLine.Length);
        at = at[Encoding.ASCII.GetBytes(InvocationId, at)..];
        _invocationId.CopyTo(at);
        at = at[_invocationId.Length..];
        "\r\n"u8.CopyTo(at);
        rest.AsSpan(ResponseLine.Length).CopyTo(at[2..]);
        return _rest.AsSpan(0, length);
    }

    private string? Post(string path, ErrorReport error)
    {
        var body = error.ToBody();
        var isOfInvocation = path.StartsWith("/invocation/", StringComparison.Ordinal);
        var head =
            $"POST {_base}{path} HTTP/1.1\r\nHost: {_address.Authority}\r\nContent-Type: application/json\r\n"
            + $"{ErrorType}: {error.Type}\r\n"
            + (isOfInvocation ? $"Lambda-Runtime-Function-XRay-Error-Cause: {error.ToCause()}\r\n" : "")
            + (
                isOfInvocation && _invocationId.Length > 0
                    ? $"{InvocationId}{Encoding.ASCII.GetString(_invocationId)}\r\n"
                    : ""
            )
            + $"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n";
        var answer = _connection.Exchange(Encoding.ASCII.GetBytes(head), body);
        return answer.Status == 202 ? null : Refusal(path, answer);
    }

    private static string Refusal(string call, HttpAnswer answer) =>
        $"The Runtime API answered {call} with {answer.Status}: {Encoding.UTF8.GetString(answer.Body.Span).Trim()}";
}
