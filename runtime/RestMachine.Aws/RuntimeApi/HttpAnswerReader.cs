using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>Reads HTTP/1.1 answers, split at any byte, of fixed length, chunked or until the connection closes.</summary>
internal sealed class HttpAnswerReader
{
    private const int MaxHead = 256 * 1024;

    private byte[] _buffer = new byte[16 * 1024];
    private byte[] _body = [];
    private int _length;
    private int _position;

    /// <summary>Whether any byte of the present answer has arrived.</summary>
    public bool HasBegun { get; private set; }

    public void Reset()
    {
        _buffer.AsSpan(_position, _length - _position).CopyTo(_buffer);
        _length -= _position;
        _position = 0;
        HasBegun = _length > 0;
    }

    public HttpAnswer Read(Socket socket)
    {
        var head = ReadHead(socket);
        var status = StatusOf(_buffer.AsSpan(0, head));
        if (status is >= 100 and < 200)
        {
            Reset();
            return Read(socket);
        }

        var statusLine = _buffer.AsSpan(0, head).IndexOf("\r\n"u8) + 2;
        var keeps = !IsClosing(_buffer.AsSpan(statusLine, head - statusLine));
        if (status is 204 or 304)
        {
            return new HttpAnswer(status, _buffer.AsSpan(statusLine, head - statusLine), default, keeps);
        }

        var fields = _buffer.AsSpan(statusLine, head - statusLine);
        if (HttpAnswer.TryFind(fields, "Transfer-Encoding"u8, out var coding))
        {
            return Ascii.EqualsIgnoreCase(coding, "chunked"u8)
                ? Finish(status, statusLine, head, ReadChunks(socket), keeps)
                : throw new IOException(
                    $"Transfer-Encoding is '{Encoding.ASCII.GetString(coding)}', expected chunked."
                );
        }

        return HttpAnswer.TryFind(fields, "Content-Length"u8, out var length)
            ? Finish(status, statusLine, head, ReadFixed(socket, ParseLength(length)), keeps)
            : Finish(status, statusLine, head, ReadToEnd(socket), keeps: false);
    }

    private HttpAnswer Finish(int status, int statusLine, int head, ReadOnlyMemory<byte> body, bool keeps) =>
        new(status, _buffer.AsSpan(statusLine, head - statusLine), body, keeps);

    private static bool IsClosing(ReadOnlySpan<byte> fields) =>
        HttpAnswer.TryFind(fields, "Connection"u8, out var connection) && Ascii.EqualsIgnoreCase(connection, "close"u8);

    /// <summary>Length of status line and fields, without the blank line; what follows starts at the position.</summary>
    private int ReadHead(Socket socket)
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

    private static int ParseLength(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out int length, out var used) && used == value.Length && length >= 0
            ? length
            : throw new IOException($"Content-Length is '{Encoding.ASCII.GetString(value)}', expected a number.");

    private ReadOnlyMemory<byte> ReadFixed(Socket socket, int length)
    {
        while (_length - _position < length)
        {
            Fill(socket);
        }

        _position += length;
        return _buffer.AsMemory(_position - length, length);
    }

    private ReadOnlyMemory<byte> ReadToEnd(Socket socket)
    {
        while (TryFill(socket)) { }

        var body = _buffer.AsMemory(_position, _length - _position);
        _position = _length;
        return body;
    }

    private ReadOnlyMemory<byte> ReadChunks(Socket socket)
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

    private int ReadChunkSize(Socket socket)
    {
        var line = ReadLine(socket);
        var isSize = Utf8Parser.TryParse(line, out int size, out var used, 'x') && size >= 0;
        return isSize && (used == line.Length || line[used] is (byte)';' or (byte)' ')
            ? size
            : throw new IOException("The answer's chunk size is no hexadecimal number.");
    }

    private ReadOnlySpan<byte> ReadLine(Socket socket)
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

    private void Fill(Socket socket)
    {
        if (!TryFill(socket))
        {
            throw new EndOfStreamException("The peer closed the connection in the middle of an answer.");
        }
    }

    private bool TryFill(Socket socket)
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
