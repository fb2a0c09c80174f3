namespace RestMachine.Extension.Json;

/// <summary>Text of others within a sentence of ours: in quotes, so that it cannot pass for a part of the sentence.</summary>
internal static class Quoted
{
    /// <summary>Enough for a name or the beginning of a message.</summary>
    private const int MaxLength = 200;

    public static string Of(string text) =>
        "\"" + Printable.Cut(text, MaxLength).Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    /// <summary>Without quotes where it is one word of letters, digits and underscores, as all known ones are.</summary>
    public static string Word(string text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
            {
                return Of(text);
            }
        }
        return text.Length is > 0 and <= MaxLength ? text : Of(text);
    }
}
