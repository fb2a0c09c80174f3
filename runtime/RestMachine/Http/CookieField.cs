namespace RestMachine;

/// <summary>Reads the <c>Cookie</c> field.</summary>
internal static class CookieField
{
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var cookies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            foreach (var range in line.AsSpan().Split(';'))
            {
                var pair = line.AsSpan(range).Trim();
                var equals = pair.IndexOf('=');
                if (equals > 0)
                {
                    cookies.TryAdd(pair[..equals].TrimEnd().ToString(), pair[(equals + 1)..].TrimStart().ToString());
                }
            }
        }

        return cookies;
    }
}
