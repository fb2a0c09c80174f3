using System.Text;

namespace RestMachine.Extension.Json;

/// <summary>Text of others (a reason, a handler's name, an exception's message) for a log line that it must not forge.</summary>
internal static class Printable
{
    /// <summary>Never through a surrogate pair: half of one is no text, and no JSON that everybody reads.</summary>
    public static string Cut(string text, int maxLength) =>
        text.Length <= maxLength
            ? text
            : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength), "…");

    public static string Of(string text)
    {
        var printable = new StringBuilder();
        foreach (var letter in text)
        {
            if (IsUnsafe(letter))
            {
                printable.Append("\\u").Append(Hex(letter));
            }
            else
            {
                printable.Append(letter);
            }
        }
        return printable.ToString();
    }

    /// <summary>C0, DEL, C1, line and paragraph separators, and the marks that reorder what is shown.</summary>
    public static bool IsUnsafe(char letter) =>
        char.IsControl(letter)
        || letter is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    public static string Hex(char letter) =>
        string.Create(
            4,
            letter,
            static (hex, letter) =>
            {
                for (var place = 0; place < 4; place++)
                {
                    hex[place] = "0123456789ABCDEF"[(letter >> (12 - 4 * place)) & 15];
                }
            }
        );
}
