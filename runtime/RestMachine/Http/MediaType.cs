using System.Text;

namespace RestMachine;

/// <summary>Questions about a <c>Content-Type</c> value.</summary>
internal static class MediaType
{
    public const string Json = "application/json";
    public const string Problem = "application/problem+json";
    public const string Text = "text/plain; charset=utf-8";
    public const string Bytes = "application/octet-stream";

    public static bool Is(string? contentType, string essence) =>
        Essence(contentType).Equals(essence, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is JSON in UTF-8, the only encoding JSON has between systems (RFC 8259, 8.1).</summary>
    public static bool IsJson(string? contentType)
    {
        var essence = Essence(contentType);
        var isJson =
            essence.Equals(Json, StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
        return isJson && ReferenceEquals(CharsetOf(contentType), Encoding.UTF8);
    }

    /// <summary>The character set of a text; UTF-8 where none is given, null for one that is not read here.</summary>
    public static Encoding? CharsetOf(string? contentType) =>
        Parameter(contentType, "charset")?.ToUpperInvariant() switch
        {
            null or "UTF-8" or "US-ASCII" => Encoding.UTF8,
            "ISO-8859-1" => Encoding.Latin1,
            _ => null,
        };

    /// <summary>A parameter's value, out of its quotes (RFC 9110, 5.6.6); null when it is absent.</summary>
    public static string? Parameter(string? field, string name)
    {
        var rest = field.AsSpan();
        var next = rest.IndexOf(';');
        while (next >= 0)
        {
            rest = rest[(next + 1)..].TrimStart();
            next = EndOf(rest);
            var part = (next < 0 ? rest : rest[..next]).TrimEnd();
            if (part.StartsWith($"{name}=", StringComparison.OrdinalIgnoreCase))
            {
                return Unquote(part[(name.Length + 1)..]);
            }
        }

        return null;
    }

    /// <summary>Where the parameter ends: at the next semicolon that stands in no quotes.</summary>
    private static int EndOf(ReadOnlySpan<char> parameters)
    {
        var isQuoted = false;
        for (var index = 0; index < parameters.Length; index++)
        {
            var character = parameters[index];
            if (character == '\\' && isQuoted)
            {
                index++;
            }
            else if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (character == ';' && !isQuoted)
            {
                return index;
            }
        }

        return -1;
    }

    public static string Unquote(ReadOnlySpan<char> value)
    {
        if (value is not ['"', .. var inner, '"'])
        {
            return value.ToString();
        }

        var text = new StringBuilder(inner.Length);
        for (var index = 0; index < inner.Length; index++)
        {
            // A backslash escapes a quote or itself; elsewhere it is what browsers send in Windows paths.
            var isEscape = inner[index] == '\\' && index + 1 < inner.Length && inner[index + 1] is ('"' or '\\');
            text.Append(isEscape ? inner[++index] : inner[index]);
        }

        return text.ToString();
    }

    public static bool IsText(string? contentType)
    {
        var essence = Essence(contentType);
        return essence.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || IsJsonOrXml(essence)
            || essence.Equals("application/javascript", StringComparison.OrdinalIgnoreCase)
            || essence.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsJsonOrXml(ReadOnlySpan<char> essence) =>
        essence.EndsWith("/json", StringComparison.OrdinalIgnoreCase)
        || essence.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
        || essence.EndsWith("/xml", StringComparison.OrdinalIgnoreCase)
        || essence.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Essence(ReadOnlySpan<char> contentType)
    {
        var end = contentType.IndexOf(';');
        return (end < 0 ? contentType : contentType[..end]).Trim();
    }
}
