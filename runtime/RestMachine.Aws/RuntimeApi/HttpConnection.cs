using System.Net;
using System.Net.Sockets;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>One kept connection to the Runtime API or the Extensions API, blocking; dialled again when lost.</summary>
internal sealed class HttpConnection(string address) : IDisposable
{
    private readonly EndPoint _endPoint = Parse(address);
    private readonly HttpAnswerReader _reader = new();
    private Socket? _socket;

    /// <summary>Sends a request and reads the whole answer, which is valid until the next exchange.</summary>
    /// <exception cref="IOException">The peer is gone, or what it sent is no HTTP/1.1 answer.</exception>
    public HttpAnswer Exchange(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var isKept = _socket is not null;
        try
        {
            return ExchangeOnce(head, body);
        }
        catch (SocketException) when (isKept && !_reader.HasBegun)
        {
            // A kept connection may have been closed while we were frozen; nothing was answered on it.
        }
        catch (EndOfStreamException) when (isKept && !_reader.HasBegun)
        {
            // The same, seen as an end of stream.
        }
        catch (SocketException exception)
        {
            throw new IOException($"The connection to {address} failed: {exception.Message}", exception);
        }

        Close();
        try
        {
            return ExchangeOnce(head, body);
        }
        catch (SocketException exception)
        {
            throw new IOException($"The connection to {address} failed: {exception.Message}", exception);
        }
    }

    public void Dispose() => Close();

    /// <summary>AWS documents <c>host:port</c>; Lambda uses an IPv4 literal, local environments also localhost.</summary>
    private static EndPoint Parse(string address)
    {
        if (IPEndPoint.TryParse(address, out var endPoint) && endPoint.Port != 0)
        {
            return endPoint;
        }

        var colon = address.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(address.AsSpan(colon + 1), out var port) && port != 0
            ? new DnsEndPoint(address[..colon], port)
            : throw new FormatException(
                $"AWS_LAMBDA_RUNTIME_API is '{address}', expected host:port, for example 127.0.0.1:9001."
            );
    }

    private HttpAnswer ExchangeOnce(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        _reader.Reset();
        var socket = _socket ??= Dial();
        Send(socket, head);
        Send(socket, body);
        var answer = _reader.Read(socket);
        if (!answer.KeepsConnection)
        {
            Close();
        }

        return answer;
    }

    private Socket Dial()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(_endPoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Send(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
