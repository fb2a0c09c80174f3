namespace RestMachine;

/// <summary>Finds values in a query string without making a dictionary: names compare exactly, the first one wins.</summary>
internal static class QueryString
{
    public static bool TryFind(string query, string name, scoped ref int position, out ReadOnlySpan<char> value)
    {
        while (position < query.Length)
        {
            var rest = query.AsSpan(position);
            var end = rest.IndexOf('&');
            var pair = end < 0 ? rest : rest[..end];
            position += end < 0 ? rest.Length : end + 1;
            var equals = pair.IndexOf('=');
            if (Decode(equals < 0 ? pair : pair[..equals]).SequenceEqual(name))
            {
                value = equals < 0 ? [] : Decode(pair[(equals + 1)..]);
                return true;
            }
        }

        value = default;
        return false;
    }

    private static ReadOnlySpan<char> Decode(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('%', '+') < 0)
        {
            return text;
        }

        var plain = text.ToString().Replace('+', ' ');
        return Uri.UnescapeDataString(plain);
    }
}
