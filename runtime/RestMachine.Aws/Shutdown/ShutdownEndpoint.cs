using System.Net;
using System.Net.Sockets;
using RestMachine.Aws.Logging;

namespace RestMachine.Aws.Shutdown;

/// <summary><c>POST /shutdown</c> on loopback: the extension's way to a function that still lives.</summary>
internal sealed class ShutdownEndpoint : IDisposable
{
    private const int MaxConnections = 16;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly Socket _listener;
    private readonly FunctionLog _log;
    private readonly TimeProvider _time;
    private readonly Func<EndpointRequest, IReadOnlyCollection<ShutdownReport>> _shutdown;
    private readonly List<EndpointConnection> _connections = [];
    private readonly object _gate = new();
    private int _answering;
    private bool _hasWarned;

    private ShutdownEndpoint(
        Socket listener,
        FunctionLog log,
        TimeProvider time,
        Func<EndpointRequest, IReadOnlyCollection<ShutdownReport>> shutdown
    )
    {
        _listener = listener;
        _log = log;
        _time = time;
        _shutdown = shutdown;
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
            listener.Blocking = false;
            return new ShutdownEndpoint(listener, log, time, shutdown);
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

    /// <summary>
    /// Serves until the listener is disposed; blocks its own thread, the only one: what comes when the process can have no
    /// more threads or file descriptors must not end it.
    /// </summary>
    /// <param name="answered">Called after a run's answer has left.</param>
    public void Serve(Action answered)
    {
        try
        {
            while (true)
            {
                ServeNext(answered);
            }
        }
        catch (ObjectDisposedException)
        {
            // The one way this loop ends.
        }
    }

    public void Dispose() => _listener.Dispose();

    private void ServeNext(Action answered)
    {
        List<Socket> ready = [_listener, .. _connections.Select(connection => connection.Socket)];
        Socket.Select(ready, checkWrite: null, checkError: null, NextTimeout());
        foreach (var connection in _connections.ToArray())
        {
            Serve(connection, ready.Contains(connection.Socket), answered);
        }

        if (ready.Contains(_listener))
        {
            Accept();
        }
    }

    private TimeSpan NextTimeout()
    {
        if (_connections.Count == 0)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = _connections[0].TimeLeft;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Accept()
    {
        try
        {
            var socket = _listener.Accept();
            if (_connections.Count == MaxConnections)
            {
                Refuse(_connections[0], 408);
            }

            _connections.Add(new EndpointConnection(socket, _time));
            _hasWarned = false;
        }
        catch (SocketException exception)
            when (exception.SocketErrorCode
                    is SocketError.WouldBlock
                        or SocketError.ConnectionReset
                        or SocketError.ConnectionAborted
            )
        {
            // The client had gone before it was its turn.
        }
        catch (SocketException exception)
        {
            PauseAfter(exception);
        }
    }

    /// <summary>No file descriptor is free, for one: the client stays in the listener's queue until there is.</summary>
    private void PauseAfter(SocketException exception)
    {
        if (!_hasWarned)
        {
            _hasWarned = true;
            _log.Warn($"The endpoint cannot accept a connection ({exception.SocketErrorCode}); it tries again");
        }

        lock (_gate)
        {
            Monitor.Wait(_gate, s_pause);
        }
    }

    private void Serve(EndpointConnection connection, bool isReady, Action answered)
    {
        try
        {
            if (isReady && connection.TryRead(out var request, out var refusal))
            {
                Answer(connection, request, refusal, answered);
            }
            else if (connection.TimeLeft <= TimeSpan.Zero)
            {
                Refuse(connection, 408);
            }
        }
        catch (SocketException)
        {
            // The peer went away: there is nobody to tell.
            Close(connection);
        }
    }

    private void Answer(EndpointConnection connection, EndpointRequest? request, int refusal, Action answered)
    {
        if (request is null)
        {
            Refuse(connection, refusal);
            return;
        }

        AnswerShutdown(connection, request, answered);
        Close(connection);
    }

    private void Refuse(EndpointConnection connection, int status)
    {
        try
        {
            connection.Send(EndpointAnswer.Refusal(status));
        }
        catch (SocketException)
        {
            // The peer went away: there is nobody to tell.
        }

        Close(connection);
    }

    private void Close(EndpointConnection connection)
    {
        _connections.Remove(connection);
        connection.Dispose();
    }

    /// <summary>The run, begun or joined; a failure of ours is logged, and the process ends as it would have.</summary>
    private void AnswerShutdown(EndpointConnection connection, EndpointRequest request, Action answered)
    {
        Owe(1);
        try
        {
            connection.Send(EndpointAnswer.Success(_shutdown(request)));
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
}
