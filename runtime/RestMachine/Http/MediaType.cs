namespace RestMachine;

/// <summary>Questions about a <c>Content-Type</c> value.</summary>
internal static class MediaType
{
    public const string Json = "application/json";
    public const string Problem = "application/problem+json";
    public const string Text = "text/plain; charset=utf-8";
    public const string Bytes = "application/octet-stream";

    /// <summary>Whether it is JSON in UTF-8, the only encoding JSON has between systems (RFC 8259, 8.1).</summary>
    public static bool IsJson(string? contentType)
    {
        var essence = Essence(contentType);
        var isJson =
            essence.Equals(Json, StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
        var charset = Charset(contentType);
        return isJson && (charset.IsEmpty || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
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

    private static ReadOnlySpan<char> Charset(ReadOnlySpan<char> contentType)
    {
        foreach (var range in contentType.Split(';'))
        {
            var part = contentType[range].Trim();
            if (part.StartsWith("charset=", StringComparison.OrdinalIgnoreCase))
            {
                return part["charset=".Length..].Trim('"');
            }
        }

        return [];
    }
}
