using System.Buffers.Text;
using System.Text;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>Reads HTTP/1.1 answers, split at any byte, of fixed length, chunked or until the connection closes.</summary>
internal sealed class HttpAnswerReader
{
    private const int MaxHead = 256 * 1024;
    private const int Initial = 8 * 1024;
    private const int Kept = 64 * 1024;

    private byte[] _buffer = new byte[Initial];
    private byte[] _body = [];
    private int _length;
    private int _position;

    /// <summary>Whether any byte of the present answer has arrived.</summary>
    public bool HasBegun { get; private set; }

    public void Reset()
    {
        var rest = _buffer.AsSpan(_position, _length - _position);
        if (_buffer.Length > Kept && rest.Length <= Initial)
        {
            // One large event does not stay in memory for the life of the environment.
            _buffer = new byte[Initial];
            _body = [];
        }

        rest.CopyTo(_buffer);
        _length = rest.Length;
        _position = 0;
        HasBegun = _length > 0;
    }

    /// <summary>Somebody keeps the present answer's body: what comes next is read elsewhere.</summary>
    public void LeaveBuffers()
    {
        var rest = _buffer.AsSpan(_position, _length - _position);
        var buffer = new byte[Math.Max(Initial, rest.Length)];
        rest.CopyTo(buffer);
        (_buffer, _body, _length, _position) = (buffer, [], rest.Length, 0);
    }

    public HttpAnswer Read(StreamSocket socket)
    {
        while (true)
        {
            var head = ReadHead(socket);
            var status = StatusOf(_buffer.AsSpan(0, head));
            if (status is < 100 or >= 200)
            {
                return ReadRest(socket, status, head);
            }

            Reset();
        }
    }

    private HttpAnswer ReadRest(StreamSocket socket, int status, int head)
    {
        var statusLine = _buffer.AsSpan(0, head).IndexOf("\r\n"u8) + 2;
        var framing = HttpFraming.Of(_buffer.AsSpan(statusLine, head - statusLine));
        var body =
            status is 204 or 304 ? default
            : framing.IsChunked ? ReadChunks(socket)
            : framing.ContentLength is { } length ? ReadFixed(socket, length)
            : ReadToEnd(socket);

        // The buffer may be another one by now: the fields are taken from where they are, not from where they were.
        var fields = _buffer.AsSpan(statusLine, head - statusLine);
        // HTTP/1.0 ends a connection with its answer (RFC 9112, 9.3).
        var mayKeep = _buffer.AsSpan().StartsWith("HTTP/1.1"u8);
        return new HttpAnswer(status, fields, body, mayKeep && framing.KeepsConnection && framing.HasEnd(status));
    }

    /// <summary>Length of status line and fields, without the blank line; what follows starts at the position.</summary>
    private int ReadHead(StreamSocket socket)
    {
        var searched = 0;
        while (true)
        {
            var end = _buffer.AsSpan(searched, _length - searched).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                _position = searched + end + 4;
                return searched + end + 2;
            }

            searched = Math.Max(0, _length - 3);
            if (_length > MaxHead)
            {
                throw new IOException($"The answer's header is longer than {MaxHead} bytes.");
            }

            Fill(socket);
        }
    }

    private static int StatusOf(ReadOnlySpan<byte> head)
    {
        var isHttp = head.StartsWith("HTTP/1."u8) && head.Length >= 12 && head[8] == (byte)' ';
        return isHttp && Utf8Parser.TryParse(head.Slice(9, 3), out int status, out var used) && used == 3
            ? status
            : throw new IOException("The answer does not begin with an HTTP/1.1 status line.");
    }

    private ReadOnlyMemory<byte> ReadFixed(StreamSocket socket, int length)
    {
        while (_length - _position < length)
        {
            Fill(socket);
        }

        _position += length;
        return _buffer.AsMemory(_position - length, length);
    }

    private ReadOnlyMemory<byte> ReadToEnd(StreamSocket socket)
    {
        while (TryFill(socket)) { }

        var body = _buffer.AsMemory(_position, _length - _position);
        _position = _length;
        return body;
    }

    private ReadOnlyMemory<byte> ReadChunks(StreamSocket socket)
    {
        var length = 0;
        while (true)
        {
            var size = ReadChunkSize(socket);
            if (size == 0)
            {
                while (!ReadLine(socket).IsEmpty) { }

                return _body.AsMemory(0, length);
            }

            var chunk = ReadFixed(socket, size).Span;
            if (_body.Length < length + size)
            {
                Array.Resize(ref _body, Math.Max(length + size, _body.Length * 2));
            }

            chunk.CopyTo(_body.AsSpan(length));
            length += size;
            if (!ReadLine(socket).IsEmpty)
            {
                throw new IOException("A chunk of the answer is longer than it says.");
            }
        }
    }

    private int ReadChunkSize(StreamSocket socket)
    {
        var line = ReadLine(socket);
        var isSize = Utf8Parser.TryParse(line, out int size, out var used, 'x') && size >= 0;
        return isSize && (used == line.Length || line[used] is (byte)';' or (byte)' ')
            ? size
            : throw new IOException("The answer's chunk size is no hexadecimal number.");
    }

    private ReadOnlySpan<byte> ReadLine(StreamSocket socket)
    {
        int end;
        while ((end = _buffer.AsSpan(_position, _length - _position).IndexOf("\r\n"u8)) < 0)
        {
            Fill(socket);
        }

        var line = _buffer.AsSpan(_position, end);
        _position += end + 2;
        return line;
    }

    private void Fill(StreamSocket socket)
    {
        if (!TryFill(socket))
        {
            throw new EndOfStreamException("The peer closed the connection in the middle of an answer.");
        }
    }

    /// <summary>Forgets what has come of an answer that is lost.</summary>
    public void Discard() => _position = _length;

    /// <summary>Waits for more of the answer; false when the peer has ended the connection.</summary>
    /// <exception cref="IOException">The connection was lost.</exception>
    public bool TryFill(StreamSocket socket)
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = socket.Receive(_buffer.AsSpan(_length));
        _length += read;
        HasBegun |= read > 0;
        return read > 0;
    }
}
