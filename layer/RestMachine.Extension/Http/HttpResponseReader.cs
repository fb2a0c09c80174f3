namespace RestMachine.Extension.Http;

/// <summary>
/// Reads an answer (RFC 9112) as a pure function of the bytes received so far. It starts over with every piece, so where
/// the pieces were split cannot matter; answers are small and their size is bounded.
/// </summary>
internal static class HttpResponseReader
{
    public const int MaxBytes = 256 * 1024;
    private const int MaxHeadBytes = 32 * 1024;
    private const int MaxChunkLineBytes = 1024;

    /// <param name="received">Everything the connection has brought.</param>
    /// <param name="ended">The peer has closed the connection.</param>
    /// <returns>The final answer (informational ones are skipped), or null when more is needed.</returns>
    public static HttpResponse? Read(ReadOnlySpan<byte> received, bool ended)
    {
        if (received.Length > MaxBytes)
        {
            throw HttpFailure.Malformed("it has more than " + MaxBytes + " bytes");
        }
        var rest = received;
        while (true)
        {
            var fields = new HttpFields();
            if (!TryReadHead(ref rest, fields, out var status))
            {
                return ended ? throw Midway(received) : null;
            }
            if (status >= 200)
            {
                var body = ReadBody(rest, ended, status, fields);
                return body is not null ? new HttpResponse(status, fields, body)
                    : ended ? throw Midway(received)
                    : null;
            }
            if (status == 101)
            {
                throw HttpFailure.Malformed("101 Switching Protocols, which nobody asked for");
            }
        }
    }

    private static HttpFailure Midway(ReadOnlySpan<byte> received) =>
        new(
            HttpFailureKind.Lost,
            received.IsEmpty
                ? "The connection was closed without an answer"
                : "The connection was closed in the middle of the answer, after " + received.Length + " bytes"
        );

    private static bool TryReadHead(ref ReadOnlySpan<byte> rest, HttpFields fields, out int status)
    {
        status = 0;
        var budget = MaxHeadBytes;
        if (!TryReadLine(ref rest, ref budget, out var line))
        {
            return false;
        }
        status = ReadStatus(line);
        while (TryReadLine(ref rest, ref budget, out line))
        {
            if (line.IsEmpty)
            {
                return true;
            }
            fields.Add(line);
        }
        return false;
    }

    private static int ReadStatus(ReadOnlySpan<byte> line)
    {
        if (
            line.Length >= 12
            && line.StartsWith("HTTP/1."u8)
            && line[7] is (byte)'0' or (byte)'1'
            && line[8] == ' '
            && (line.Length == 12 || line[12] == ' ')
            && TryReadNumber(line.Slice(9, 3), 10, out var status)
            && status is >= 100 and < 600
        )
        {
            return (int)status;
        }
        throw HttpFailure.Malformed("its first line is no HTTP/1.1 status line");
    }

    private static byte[]? ReadBody(ReadOnlySpan<byte> rest, bool ended, int status, HttpFields fields)
    {
        if (status is 204 or 304)
        {
            return [];
        }
        if (fields.Single("Transfer-Encoding") is { } coding)
        {
            return string.Equals(coding, "chunked", StringComparison.OrdinalIgnoreCase)
                ? ReadChunks(rest)
                : throw HttpFailure.Malformed("a transfer coding other than chunked");
        }
        if (fields.Single("Content-Length") is { } text)
        {
            if (!TryReadNumber(System.Text.Encoding.UTF8.GetBytes(text), 10, out var length) || length > MaxBytes)
            {
                throw HttpFailure.Malformed("its Content-Length is not a number up to " + MaxBytes);
            }
            return rest.Length >= length ? rest[..(int)length].ToArray() : null;
        }
        return ended ? rest.ToArray() : null;
    }

    private static byte[]? ReadChunks(ReadOnlySpan<byte> rest)
    {
        var body = new List<byte>();
        while (true)
        {
            var budget = MaxChunkLineBytes;
            if (!TryReadLine(ref rest, ref budget, out var line))
            {
                return null;
            }
            var extension = line.IndexOf((byte)';');
            var size = (extension < 0 ? line : line[..extension]).Trim(" \t"u8);
            if (!TryReadNumber(size, 16, out var length) || length > MaxBytes)
            {
                throw HttpFailure.Malformed("a chunk size that is not a hexadecimal number up to " + MaxBytes);
            }
            if (length == 0)
            {
                return TrySkipTrailers(rest) ? body.ToArray() : null;
            }
            if (rest.Length < length + 2)
            {
                return null;
            }
            body.AddRange(rest[..(int)length]);
            if (!rest[(int)length..].StartsWith("\r\n"u8))
            {
                throw HttpFailure.Malformed("a chunk that is longer than its size");
            }
            rest = rest[((int)length + 2)..];
        }
    }

    private static bool TrySkipTrailers(ReadOnlySpan<byte> rest)
    {
        var budget = MaxHeadBytes;
        while (TryReadLine(ref rest, ref budget, out var line))
        {
            if (line.IsEmpty)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>RFC 9112, 2.2: a line ends with LF; a CR before it belongs to the ending.</summary>
    private static bool TryReadLine(ref ReadOnlySpan<byte> rest, ref int budget, out ReadOnlySpan<byte> line)
    {
        var end = rest.IndexOf((byte)'\n');
        budget -= end < 0 ? rest.Length : end + 1;
        if (budget < 0)
        {
            throw HttpFailure.Malformed("its header is longer than " + MaxHeadBytes + " bytes");
        }
        line = end < 0 ? default : rest[..end];
        if (end < 0)
        {
            return false;
        }
        rest = rest[(end + 1)..];
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> digits, int radix, out long number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            var value = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
                _ => radix,
            };
            if (value >= radix || number > MaxBytes)
            {
                return false;
            }
            number = number * radix + value;
        }
        return !digits.IsEmpty;
    }
}
