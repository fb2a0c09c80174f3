namespace RestMachine;

/// <summary>Reads a query string without making a dictionary: names compare exactly, the first one wins.</summary>
internal static class QueryString
{
    public static bool TryFind(string query, string name, scoped ref int position, out ReadOnlySpan<char> value)
    {
        while (TryRead(query, ref position, out var key, out value))
        {
            if (key.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The next pair, decoded: a plus is a space, octets are UTF-8 (application/x-www-form-urlencoded as WHATWG URL parses
    /// it); what is no percent-encoded UTF-8 stays as it is. A name without an equals sign has an empty value.
    /// </summary>
    public static bool TryRead(
        string query,
        scoped ref int position,
        out ReadOnlySpan<char> name,
        out ReadOnlySpan<char> value
    )
    {
        name = [];
        value = [];
        while (position < query.Length)
        {
            var rest = query.AsSpan(position);
            var end = rest.IndexOf('&');
            var pair = end < 0 ? rest : rest[..end];
            position += end < 0 ? rest.Length : end + 1;
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            name = Decode(equals < 0 ? pair : pair[..equals]);
            value = equals < 0 ? [] : Decode(pair[(equals + 1)..]);
            return true;
        }

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
