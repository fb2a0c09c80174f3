using System.Text;

namespace RestMachine.Extension.Json;

/// <summary>A JSON string literal that is one line in any viewer: every control and separator is escaped.</summary>
internal static class JsonText
{
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var letter in text)
        {
            if (letter is '"' or '\\')
            {
                quoted.Append('\\').Append(letter);
            }
            else if (Printable.IsUnsafe(letter) || char.IsSurrogate(letter))
            {
                // Surrogates escaped one by one: a pair stays that pair, and half of one stays valid JSON.
                quoted.Append("\\u").Append(Printable.Hex(letter));
            }
            else
            {
                quoted.Append(letter);
            }
        }
        return quoted.Append('"').ToString();
    }
}
