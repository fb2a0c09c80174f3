using System.Text;

namespace RestMachine.Extension.Http;

/// <summary>Header field lines: names in any case, any order.</summary>
internal sealed class HttpFields
{
    private readonly List<KeyValuePair<string, string>> lines = [];

    public void Add(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0)
        {
            // Also a folded line, which begins with a blank: RFC 9112, 5.2 lets a client reject it.
            throw HttpFailure.Malformed("a header line without a proper name");
        }
        var value = line[(colon + 1)..].Trim(" \t"u8);
        lines.Add(new(Encoding.Latin1.GetString(line[..colon]), Encoding.UTF8.GetString(value)));
    }

    /// <returns>The first value of that name, or null.</returns>
    public string? this[string name]
    {
        get
        {
            foreach (var line in lines)
            {
                if (string.Equals(line.Key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return line.Value;
                }
            }
            return null;
        }
    }

    /// <summary>The value of a field that must not contradict itself when it is repeated.</summary>
    public string? Single(string name)
    {
        var value = this[name];
        foreach (var line in lines)
        {
            if (
                string.Equals(line.Key, name, StringComparison.OrdinalIgnoreCase)
                && !string.Equals(line.Value, value, StringComparison.Ordinal)
            )
            {
                throw HttpFailure.Malformed("two different " + name + " fields");
            }
        }
        return value;
    }
}
