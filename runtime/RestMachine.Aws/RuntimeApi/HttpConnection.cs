namespace RestMachine.Aws.RuntimeApi;

/// <summary>One kept connection to the Runtime API or the Extensions API, blocking; dialled again when lost.</summary>
internal sealed class HttpConnection(RuntimeApiAddress address) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HttpAnswerReader _reader = new();
    private StreamSocket? _socket;
    private bool _isInterrupted;
    private bool _isWaiting;

    /// <summary>
    /// Sends a request and reads the whole answer, which is valid until the next exchange. Where a kept connection turns
    /// out to be lost (the environment was frozen meanwhile), the request is sent once more on a new one: but only if no
    /// byte of an answer has come. What changes nothing is asked again in any case.
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
            if (isRepeatable ? _isInterrupted : !isKept || _reader.HasBegun)
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

    /// <summary>
    /// Makes ready for a request that is sent in pieces, whose answer <see cref="Finish"/> reads. Nothing of it is sent twice.
    /// </summary>
    /// <exception cref="IOException">The peer is gone.</exception>
    public void Begin()
    {
        _reader.Reset();
        try
        {
            _ = _socket ?? Dial();
        }
        catch (IOException exception)
        {
            throw Failed(exception);
        }
    }

    /// <summary>Sends a piece.</summary>
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

    /// <summary>Leaves the present answer's memory to somebody who keeps it.</summary>
    public void LeaveBuffers() => _reader.LeaveBuffers();

    /// <summary>
    /// Ends a repeatable exchange that another thread is in, and every later one, with an exception; but not one whose answer
    /// has begun to arrive: the peer counts it as delivered.
    /// </summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            _isInterrupted = true;
            if (_isWaiting && !_reader.HasBegun)
            {
                _socket?.Interrupt();
            }
        }
    }

    public void Dispose() => Close();

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
        var socket = StreamSocket.Dial(address.Resolve());
        lock (_gate)
        {
            return _socket = socket;
        }
    }

    private IOException Failed(IOException exception) =>
        new($"The connection to {address.Authority} failed: {exception.Message}", exception);

    private void Close()
    {
        lock (_gate)
        {
            _socket?.Dispose();
            _socket = null;
        }
    }
}
