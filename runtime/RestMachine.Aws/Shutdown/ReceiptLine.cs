using System.Globalization;
using System.Text;

namespace RestMachine.Aws.Shutdown;

/// <summary>One line of a receipt: a word, then <c>key=value</c> with percent-encoded values.</summary>
internal sealed class ReceiptLine(string word, int maxBytes = ReceiptLine.MaxBytes)
{
    public const int MaxBytes = 1024;

    private const int MaxValueBytes = 240;

    private readonly StringBuilder _text = new(word);

    public ReceiptLine Add(string key, long value) => Append(key, value.ToString(CultureInfo.InvariantCulture));

    public ReceiptLine Add(string key, double value) =>
        Append(key, value.ToString("0.0", CultureInfo.InvariantCulture));

    public ReceiptLine Add(string key, string? value) => Append(key, Encode(value ?? ""));

    /// <summary>At most 1,024 bytes with the newline; keys that do not fit any more are left out whole.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.Append('\n').ToString());

    private ReceiptLine Append(string key, string value)
    {
        if (
            Encoding.UTF8.GetByteCount(_text.ToString()) + Encoding.UTF8.GetByteCount(value) + key.Length + 3
            <= maxBytes
        )
        {
            _text.Append(' ').Append(key).Append('=').Append(value);
        }

        return this;
    }

    private static string Encode(string value)
    {
        var text = new StringBuilder(value.Length);
        Span<byte> utf8 = stackalloc byte[4];
        var length = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            var bytes = utf8[..rune.EncodeToUtf8(utf8)];
            length += MustEncode(rune) ? bytes.Length * 3 : bytes.Length;
            if (length > MaxValueBytes)
            {
                return text.Append('…').ToString();
            }

            if (!MustEncode(rune))
            {
                text.Append(rune.ToString());
                continue;
            }

            foreach (var unit in bytes)
            {
                text.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }

    private static bool MustEncode(Rune rune) =>
        rune.Value is <= 0x20 or '%' or (>= 0x7f and <= 0x9f) or 0x2028 or 0x2029;
}
