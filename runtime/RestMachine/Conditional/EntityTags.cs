namespace RestMachine;

/// <summary>Lists of entity tags, as <c>If-Match</c> and <c>If-None-Match</c> carry them.</summary>
internal static class EntityTags
{
    /// <summary>Whether the list has the current tag, or is <c>*</c> and there is anything (RFC 9110, 8.8.3.2, 13.1).</summary>
    public static bool Contain(string list, string? current, bool exists, bool isStrong)
    {
        var rest = list.AsSpan().Trim();
        if (rest is "*")
        {
            return exists;
        }

        while (exists && current is not null && TryRead(ref rest, out var tag))
        {
            if (isStrong ? tag.SequenceEqual(current) && !IsWeak(tag) : Opaque(tag).SequenceEqual(Opaque(current)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A comma may stand within the quotes; a list that goes wrong ends there.</summary>
    private static bool TryRead(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> tag)
    {
        rest = rest.TrimStart(" \t,");
        var open = IsWeak(rest) ? 2 : 0;
        var close = open < rest.Length && rest[open] == '"' ? rest[(open + 1)..].IndexOf('"') : -1;
        var length = close < 0 ? 0 : open + close + 2;
        tag = rest[..length];
        rest = rest[length..];
        return length > 0;
    }

    private static bool IsWeak(ReadOnlySpan<char> tag) => tag.StartsWith("W/");

    private static ReadOnlySpan<char> Opaque(ReadOnlySpan<char> tag) => IsWeak(tag) ? tag[2..] : tag;
}
