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
            else if (Printable.IsUnsafe(letter))
            {
                // Not surrogates: what is half a pair is replaced on its way out, as text; escaped, few could read it.
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
