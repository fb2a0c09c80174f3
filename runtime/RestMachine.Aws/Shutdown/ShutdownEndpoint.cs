using System.Net;
using System.Net.Sockets;
using System.Text;
using RestMachine.Aws.Logging;

namespace RestMachine.Aws.Shutdown;

/// <summary><c>POST /shutdown</c> on loopback: the extension's way to a function that still lives.</summary>
internal sealed class ShutdownEndpoint : IDisposable
{
    private const int MaxConnections = 16;

    private readonly Socket _listener;
    private readonly Func<EndpointRequest, IReadOnlyCollection<ShutdownReport>> _shutdown;
    private readonly TimeProvider _time;
    private readonly object _gate = new();
    private int _connections;
    private int _answering;

    private ShutdownEndpoint(
        Socket listener,
        Func<EndpointRequest, IReadOnlyCollection<ShutdownReport>> shutdown,
        TimeProvider time
    )
    {
        _listener = listener;
        _shutdown = shutdown;
        _time = time;
    }

    /// <summary>Null where the port is taken: SIGTERM works without it.</summary>
    public static ShutdownEndpoint? Bind(
        int port,
        FunctionLog log,
        TimeProvider time,
        Func<EndpointRequest, IReadOnlyCollection<ShutdownReport>> shutdown
    )
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen(MaxConnections);
            return new ShutdownEndpoint(listener, shutdown, time);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            log.Warn(
                $"Port {port} on loopback cannot be bound ({exception.SocketErrorCode}): shutdown runs by SIGTERM alone. "
                    + "Set RESTMACHINE_EXTENSION_PORT to a free port, or RESTMACHINE_ENDPOINT=off"
            );
            return null;
        }
    }

    /// <summary>Waits until the answers that a run owes have left, for that time at most.</summary>
    public void WaitForAnswers(TimeSpan atMost)
    {
        lock (_gate)
        {
            var isOwing = _answering > 0;
            _ = isOwing && Monitor.Wait(_gate, atMost);
        }
    }

    /// <summary>Serves until the listener is disposed; blocks its own thread.</summary>
    /// <param name="answered">Called after a run's answer has left.</param>
    public void Serve(Action answered)
    {
        while (TryAccept(out var connection))
        {
            if (Interlocked.Increment(ref _connections) > MaxConnections)
            {
                Close(connection);
                continue;
            }

            new Thread(() => Answer(connection, answered), maxStackSize: 256 * 1024)
            {
                IsBackground = true,
                Name = "RestMachine endpoint",
            }.Start();
        }
    }

    public void Dispose() => _listener.Dispose();

    private bool TryAccept(out Socket connection)
    {
        try
        {
            connection = _listener.Accept();
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed: the one way this loop ends. A connection that was reset before it was accepted goes on.
            connection = null!;
            return exception is SocketException { SocketErrorCode: SocketError.ConnectionReset }
                && TryAccept(out connection);
        }
    }

    private void Answer(Socket connection, Action answered)
    {
        try
        {
            connection.SendTimeout = 1_000;
            if (EndpointRequest.Read(connection, _time, out var refusal) is { } request)
            {
                AnswerShutdown(connection, request, answered);
            }
            else
            {
                Send(connection, Refusal(refusal));
            }
        }
        catch (SocketException)
        {
            // The peer went away: there is nobody to tell.
        }
        finally
        {
            Close(connection);
        }
    }

    /// <summary>The run, begun or joined; a failure of ours is logged, and the process ends as it would have.</summary>
    private void AnswerShutdown(Socket connection, EndpointRequest request, Action answered)
    {
        Owe(1);
        try
        {
            Send(connection, Success(_shutdown(request)));
        }
        finally
        {
            Owe(-1);
            answered();
        }
    }

    private void Owe(int answers)
    {
        lock (_gate)
        {
            _answering += answers;
            Monitor.PulseAll(_gate);
        }
    }

    private static byte[] Success(IReadOnlyCollection<ShutdownReport> reports)
    {
        var body = ShutdownAnswer.Of(reports);
        var outcome = OutcomeNames.Of(ShutdownAnswer.Combined(reports));
        var head =
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nRestMachine-Outcome: {outcome}\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private static byte[] Refusal(int status)
    {
        var reason = status switch
        {
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed\r\nAllow: POST",
            408 => "Request Timeout",
            411 => "Length Required",
            413 => "Content Too Large",
            _ => "Bad Request",
        };
        return Encoding.ASCII.GetBytes($"HTTP/1.1 {status} {reason}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private static void Send(Socket connection, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[connection.Send(bytes)..];
        }

        connection.Shutdown(SocketShutdown.Send);
    }

    private void Close(Socket connection)
    {
        connection.Dispose();
        Interlocked.Decrement(ref _connections);
    }
}
