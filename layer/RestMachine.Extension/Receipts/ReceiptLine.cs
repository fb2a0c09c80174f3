using System.Text;
using RestMachine.Extension.Json;

namespace RestMachine.Extension.Receipts;

/// <summary>One line of a receipt: <c>word key=value key=value</c>, values percent-encoded.</summary>
internal readonly ref struct ReceiptLine(ReadOnlySpan<byte> line)
{
    public const int MaxBytes = 1024;

    private readonly ReadOnlySpan<byte> line = line;

    public ReadOnlySpan<byte> Word => Until(line, (byte)' ');

    /// <returns>The decoded value of the first such key, or null.</returns>
    public string? this[ReadOnlySpan<byte> key]
    {
        get
        {
            var rest = line[Word.Length..];
            while (!rest.IsEmpty)
            {
                rest = rest[1..];
                var pair = Until(rest, (byte)' ');
                var name = Until(pair, (byte)'=');
                if (name.Length < pair.Length && name.SequenceEqual(key))
                {
                    return Decode(pair[(name.Length + 1)..]);
                }
                rest = rest[pair.Length..];
            }
            return null;
        }
    }

    /// <summary>A whole number, such as a step, a count or microseconds.</summary>
    public long? Number(ReadOnlySpan<byte> key) => Thousandths.Parse(this[key]) / 1000;

    /// <summary>Decimal milliseconds as microseconds.</summary>
    public long? Microseconds(ReadOnlySpan<byte> key) => Thousandths.Parse(this[key]);

    private static ReadOnlySpan<byte> Until(ReadOnlySpan<byte> text, byte mark) =>
        text.IndexOf(mark) is >= 0 and var end ? text[..end] : text;

    private static string Decode(ReadOnlySpan<byte> value)
    {
        Span<byte> decoded = stackalloc byte[MaxBytes];
        var length = 0;
        for (var index = 0; index < value.Length; index++)
        {
            if (
                value[index] == '%'
                && index + 2 < value.Length
                && Hex(value[index + 1]) is >= 0 and var high
                && Hex(value[index + 2]) is >= 0 and var low
            )
            {
                decoded[length++] = (byte)(high * 16 + low);
                index += 2;
            }
            else
            {
                decoded[length++] = value[index];
            }
        }
        return Encoding.UTF8.GetString(decoded[..length]);
    }

    private static int Hex(byte digit) => "0123456789ABCDEF"u8.IndexOf(digit);
}
