using System.Buffers.Text;
using System.Text;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>Where an answer's content ends, by its header fields (RFC 9112, 6.3).</summary>
internal readonly struct HttpFraming
{
    public bool IsChunked { get; private init; }

    public int? ContentLength { get; private init; }

    public bool KeepsConnection { get; private init; }

    /// <summary>Whether the content ends before the connection does.</summary>
    public bool HasEnd(int status) => IsChunked || ContentLength is not null || status is 204 or 304;

    /// <exception cref="IOException">Fields that nobody can frame an answer by.</exception>
    public static HttpFraming Of(ReadOnlySpan<byte> fields)
    {
        var (isChunked, keeps, contentLength) = (false, true, (int?)null);
        foreach (var (name, value) in new HttpFields(fields))
        {
            // The name's length tells most fields apart without a comparison.
            switch (name.Length)
            {
                case 10 when Ascii.EqualsIgnoreCase(name, "Connection"u8):
                    keeps = !Has(value, "close"u8);
                    break;
                case 14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8):
                    contentLength = ParseLength(value);
                    break;
                case 17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8):
                    isChunked = IsChunkedCoding(value);
                    break;
            }
        }

        return new HttpFraming
        {
            IsChunked = isChunked,
            ContentLength = contentLength,
            KeepsConnection = keeps,
        };
    }

    private static bool Has(ReadOnlySpan<byte> list, ReadOnlySpan<byte> option)
    {
        foreach (var range in list.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(list[range].Trim(" \t"u8), option))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsChunkedCoding(ReadOnlySpan<byte> value) =>
        Ascii.EqualsIgnoreCase(value, "chunked"u8)
            ? true
            : throw new IOException($"Transfer-Encoding is '{Encoding.ASCII.GetString(value)}', expected chunked.");

    private static int ParseLength(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out int length, out var used) && used == value.Length && length >= 0
            ? length
            : throw new IOException($"Content-Length is '{Encoding.ASCII.GetString(value)}', expected a number.");
}
