using System.Net;
using System.Net.Sockets;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>One kept connection to the Runtime API or the Extensions API, blocking; dialled again when lost.</summary>
internal sealed class HttpConnection(string address) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HttpAnswerReader _reader = new();
    private readonly (string Host, IPAddress? Literal, int Port) _peer = Parse(address);
    private StreamSocket? _socket;
    private bool _isInterrupted;
    private bool _isWaiting;

    /// <summary>
    /// Sends a request and reads the whole answer, which is valid until the next exchange. Where a kept connection turns
    /// out to be lost (the environment was frozen meanwhile), the request is sent once more on a new one: but only if no
    /// byte of an answer has come, or if asking again changes nothing.
    /// </summary>
    /// <exception cref="IOException">The peer is gone, or what it sent is no HTTP/1.1 answer.</exception>
    public HttpAnswer Exchange(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, bool isRepeatable = false)
    {
        var isKept = _socket is not null;
        try
        {
            return ExchangeOnce(head, body, isRepeatable);
        }
        catch (IOException exception)
        {
            Close();
            if (!isKept || (isRepeatable ? _isInterrupted : _reader.HasBegun))
            {
                throw Failed(exception);
            }
        }

        try
        {
            _reader.Discard();
            return ExchangeOnce(head, body, isRepeatable);
        }
        catch (IOException exception)
        {
            Close();
            throw Failed(exception);
        }
    }

    /// <summary>Sends the first piece of a request whose answer <see cref="Finish"/> reads. Nothing is sent twice.</summary>
    /// <exception cref="IOException">The peer is gone.</exception>
    public void Begin(ReadOnlySpan<byte> bytes)
    {
        _reader.Reset();
        if (_socket is null)
        {
            Dial();
        }

        Continue(bytes);
    }

    /// <summary>Sends the next piece.</summary>
    /// <exception cref="IOException">The peer is gone, or has closed the connection because it refuses the request.</exception>
    public void Continue(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _socket!.Send(bytes);
        }
        catch (IOException exception)
        {
            throw Failed(exception);
        }
    }

    /// <summary>Reads the answer to the request that was sent in pieces, also to one that could not be sent to its end.</summary>
    /// <exception cref="IOException">The peer is gone, or what it sent is no HTTP/1.1 answer.</exception>
    public HttpAnswer Finish()
    {
        try
        {
            return ReadAnswer(_socket!);
        }
        catch (IOException exception)
        {
            Close();
            throw Failed(exception);
        }
    }

    /// <summary>Ends a repeatable exchange that another thread is in, and every later one, with an exception.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            _isInterrupted = true;
            if (_isWaiting)
            {
                _socket?.Interrupt();
            }
        }
    }

    public void Dispose() => Close();

    /// <summary>AWS documents <c>host:port</c>; Lambda uses an IPv4 literal, local environments also localhost.</summary>
    private static (string Host, IPAddress? Literal, int Port) Parse(string address)
    {
        var colon = address.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(address.AsSpan(colon + 1), out var port) || port == 0)
        {
            throw new FormatException(
                $"AWS_LAMBDA_RUNTIME_API is '{address}', expected host:port, for example 127.0.0.1:9001."
            );
        }

        var host = address[..colon];
        var isLiteral =
            IPAddress.TryParse(host, out var literal) && literal.AddressFamily == AddressFamily.InterNetwork;
        return (host, isLiteral ? literal : null, port);
    }

    private HttpAnswer ExchangeOnce(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, bool isRepeatable)
    {
        _reader.Reset();
        var socket = _socket ?? Dial();
        if (!isRepeatable)
        {
            Send(socket, head, body);
            return ReadAnswer(socket);
        }

        Wait(true);
        try
        {
            Send(socket, head, body);
            return ReadAnswer(socket);
        }
        finally
        {
            Wait(false);
        }
    }

    /// <summary>Only a wait is interrupted: what another exchange sends has to arrive.</summary>
    private void Wait(bool isWaiting)
    {
        lock (_gate)
        {
            _isWaiting = isWaiting;
            if (isWaiting && _isInterrupted)
            {
                throw new IOException("it was interrupted.");
            }
        }
    }

    private HttpAnswer ReadAnswer(StreamSocket socket)
    {
        var answer = _reader.Read(socket);
        if (!answer.KeepsConnection)
        {
            Close();
        }

        return answer;
    }

    /// <summary>A peer that refuses a large request may answer and close before it has read all of it.</summary>
    private void Send(StreamSocket socket, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        try
        {
            socket.Send(head);
            socket.Send(body);
        }
        catch (IOException) when (_reader.TryFill(socket))
        {
            // There is an answer, and it says why.
        }
    }

    private StreamSocket Dial()
    {
        var socket = StreamSocket.Dial(new IPEndPoint(_peer.Literal ?? Resolve(_peer.Host), _peer.Port));
        lock (_gate)
        {
            return _socket = socket;
        }
    }

    private static IPAddress Resolve(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host, AddressFamily.InterNetwork)[0];
        }
        catch (SocketException exception)
        {
            throw new IOException($"{host}: {exception.Message}", exception);
        }
    }

    private IOException Failed(IOException exception) =>
        new($"The connection to {address} failed: {exception.Message}", exception);

    private void Close()
    {
        lock (_gate)
        {
            _socket?.Dispose();
            _socket = null;
        }
    }
}
