using System.Buffers;
using System.Buffers.Text;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>
/// A response's payload with room before it: the request's head is put right in front of it, so that head and payload
/// leave with one send and nothing is copied.
/// </summary>
internal sealed class ResponseBuffer : IBufferWriter<byte>
{
    private const int Room = 1024;
    private const int Initial = 4 * 1024;
    private const int Kept = 64 * 1024;

    private byte[] _bytes = new byte[Initial];
    private int _end = Room;

    public ReadOnlySpan<byte> Payload => _bytes.AsSpan(Room, _end - Room);

    public void Clear()
    {
        if (_bytes.Length > Kept)
        {
            _bytes = new byte[Initial];
        }

        _end = Room;
    }

    /// <summary>Head, length, blank line and payload in one piece.</summary>
    /// <param name="start">Up to the invocation's id.</param>
    /// <param name="id">The invocation's id.</param>
    /// <param name="rest">What follows it, up to the value of Content-Length.</param>
    public ReadOnlySpan<byte> Request(ReadOnlySpan<byte> start, ReadOnlySpan<byte> id, ReadOnlySpan<byte> rest)
    {
        Span<byte> length = stackalloc byte[14];
        _ = Utf8Formatter.TryFormat(_end - Room, length, out var digits);
        "\r\n\r\n"u8.CopyTo(length[digits..]);
        return Prepend(start, id, rest, length[..(digits + 4)]);
    }

    /// <summary>Head and payload in one piece, the payload as the first chunk (RFC 9112, 7.1).</summary>
    /// <param name="start">Up to the invocation's id.</param>
    /// <param name="id">The invocation's id.</param>
    /// <param name="rest">What follows it, with the blank line.</param>
    /// <param name="isLast">Whether the request ends with that chunk.</param>
    public ReadOnlySpan<byte> ChunkedRequest(
        ReadOnlySpan<byte> start,
        ReadOnlySpan<byte> id,
        ReadOnlySpan<byte> rest,
        bool isLast
    )
    {
        Span<byte> size = stackalloc byte[10];
        _ = Utf8Formatter.TryFormat(_end - Room, size, out var digits, 'X');
        "\r\n"u8.CopyTo(size[digits..]);
        this.Write(isLast ? "\r\n0\r\n\r\n"u8 : "\r\n"u8);
        return Prepend(start, id, rest, size[..(digits + 2)]);
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _end);
        _end += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(_end);
    }

    private ReadOnlySpan<byte> Prepend(
        ReadOnlySpan<byte> start,
        ReadOnlySpan<byte> id,
        ReadOnlySpan<byte> rest,
        scoped ReadOnlySpan<byte> size
    )
    {
        var head = start.Length + id.Length + rest.Length + size.Length;
        if (head > Room)
        {
            throw new IOException($"The invocation's id has {id.Length} bytes, expected a UUID.");
        }

        var at = _bytes.AsSpan(Room - head);
        start.CopyTo(at);
        at = at[start.Length..];
        id.CopyTo(at);
        at = at[id.Length..];
        rest.CopyTo(at);
        size.CopyTo(at[rest.Length..]);
        return _bytes.AsSpan(Room - head, head + _end - Room);
    }

    private void Ensure(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        var wanted = _end + Math.Max(sizeHint, 1);
        if (wanted > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(wanted, _bytes.Length * 2));
        }
    }
}
