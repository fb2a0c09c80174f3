using System.Net.Sockets;
using System.Text;

namespace RestMachine.Benchmarks.Invoke;

/// <summary>One connection of the function, read request by request, blocking on the caller's thread.</summary>
internal sealed class Peer(Socket socket) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _length;
    private int _end;

    /// <summary>The present request's line and fields.</summary>
    public ReadOnlySpan<byte> Head => _buffer.AsSpan(0, HeadLength);

    public ReadOnlySpan<byte> Body => _buffer.AsSpan(HeadLength, _end - HeadLength);

    private int HeadLength { get; set; }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    /// <summary>Reads the next whole request.</summary>
    public void Receive()
    {
        _buffer.AsSpan(_end, _length - _end).CopyTo(_buffer);
        (_length, _end) = (_length - _end, 0);
        int head;
        while ((head = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            Fill();
        }

        HeadLength = head + 4;
        _end = HeadLength + ContentLength();
        while (_length < _end)
        {
            Fill();
        }
    }

    public override string ToString() => Encoding.UTF8.GetString(_buffer, 0, _end);

    public void Dispose() => socket.Dispose();

    private int ContentLength()
    {
        var name = "\r\nContent-Length: "u8;
        var at = Head.IndexOf(name);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(Head[(at + name.Length)..], out int length, out _)
            ? length
            : 0;
    }

    private void Fill()
    {
        if (_length == 0)
        {
            socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        }

        var count = _length < _buffer.Length ? socket.Receive(_buffer.AsSpan(_length)) : 0;
        _length += count > 0 ? count : throw new BenchmarkException("The connection ended within: " + ToString());
    }
}
