using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace RestMachine.Benchmarks.Invoke;

/// <summary>
/// The Runtime API and the Extensions API for one function, on raw sockets and the caller's thread, and a receipt
/// socket that nobody reads before the end: what Lambda and the layer would be. Every response is checked.
/// </summary>
internal sealed class PlatformServer : IDisposable
{
    private const string EventHead =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: "
        + "8476a536-e9f4-11e8-9739-000000000000\r\nLambda-Runtime-Deadline-Ms: 0000000000000\r\n"
        + "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:123456789012:function:benchmark\r\n"
        + "Lambda-Runtime-Trace-Id: Root=1-68b1f0a2-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=0\r\n"
        + "Date: Sat, 29 Aug 2026 18:04:02 GMT\r\nContent-Length: ";

    private const long Timeout = 30_000;

    private static readonly byte[] s_registered = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: 1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    );

    private static readonly byte[] s_accepted = Encoding.ASCII.GetBytes(
        "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"status\":\"OK\"}\n"
    );

    private readonly byte[] _event = Encoding.UTF8.GetBytes(
        $"{EventHead}{Encoding.UTF8.GetByteCount(UserEvent.Json)}\r\n\r\n{UserEvent.Json}"
    );

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _receipt = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Peer> _extensions = [];
    private readonly int _idAt = EventHead.IndexOf("000000000000", StringComparison.Ordinal);
    private readonly int _deadlineAt = EventHead.IndexOf("0000000000000", StringComparison.Ordinal);
    private byte[] _expected = [];
    private Peer? _runtime;
    private long _invocations;

    public PlatformServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _receipt.Bind(new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{EndpointPort}"));
        _receipt.Listen();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    /// <summary>A port for the function's endpoint that no other function of this run has.</summary>
    public int EndpointPort { get; } = FreePort();

    /// <summary>Serves INIT: registrations, then the function's first next.</summary>
    public void AcceptFirstNext()
    {
        while (_runtime is null)
        {
            var peer = Accept();
            peer.Receive();
            if (peer.Head.StartsWith("GET /2018-06-01/runtime/invocation/next "u8))
            {
                _runtime = peer;
                return;
            }

            if (!peer.Head.StartsWith("POST /2020-01-01/extension/register "u8))
            {
                throw new BenchmarkException("Expected register or next, but the function sent: " + peer);
            }

            // Its next comes on the same connection and is never answered.
            peer.Send(s_registered);
            _extensions.Add(peer);
        }
    }

    /// <summary>
    /// One invocation, from the event's first byte: to the response's last, and to the function's next, which ends the
    /// invoke phase. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    /// </summary>
    public (TimeSpan ToResponse, TimeSpan ToNext) Invoke()
    {
        WriteDigits(_idAt, 12, ++_invocations);
        WriteDigits(_deadlineAt, 13, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + Timeout);
        var runtime = _runtime!;
        var start = Stopwatch.GetTimestamp();
        runtime.Send(_event);
        runtime.Receive();
        var responded = Stopwatch.GetTimestamp();
        Check(runtime);
        var checkedAt = Stopwatch.GetTimestamp();
        runtime.Send(s_accepted);
        runtime.Receive();
        var toResponse = Stopwatch.GetElapsedTime(start, responded);
        return runtime.Head.StartsWith("GET /2018-06-01/runtime/invocation/next "u8)
            ? (toResponse, toResponse + Stopwatch.GetElapsedTime(checkedAt))
            : throw new BenchmarkException("Expected next, but the function sent: " + runtime);
    }

    public void Dispose()
    {
        _runtime?.Dispose();
        _extensions.ForEach(extension => extension.Dispose());
        _listener.Dispose();
        _receipt.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Peer Accept() =>
        _listener.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead)
            ? new Peer(_listener.Accept())
            : throw new BenchmarkException("The function did not ask for an invocation within 10 seconds");

    /// <summary>The request id has to be the event's; the body the first one, which is read in full.</summary>
    private void Check(Peer response)
    {
        var path = "POST /2018-06-01/runtime/invocation/"u8;
        var id = _event.AsSpan(_idAt - 24, 36);
        var isResponse = response.Head.StartsWith(path) && response.Head[path.Length..].StartsWith(id);
        if (!isResponse || !response.Head[(path.Length + 36)..].StartsWith("/response "u8))
        {
            throw new BenchmarkException("Expected the invocation's response, but the function sent: " + response);
        }

        if (_expected.Length == 0 && IsExpected(response.Body))
        {
            _expected = response.Body.ToArray();
        }

        if (!response.Body.SequenceEqual(_expected))
        {
            throw new BenchmarkException("A wrong response: " + response);
        }
    }

    private static bool IsExpected(ReadOnlySpan<byte> body)
    {
        using var document = JsonDocument.Parse(body.ToArray());
        return document.RootElement.GetProperty("statusCode").GetInt32() == 200
            && document.RootElement.GetProperty("body").GetString() == UserEvent.ExpectedBody;
    }

    private void WriteDigits(int at, int digits, long value)
    {
        Span<byte> text = stackalloc byte[digits];
        _ = Utf8Formatter.TryFormat(value, text, out _, new System.Buffers.StandardFormat('D', (byte)digits));
        text.CopyTo(_event.AsSpan(at));
    }
}
