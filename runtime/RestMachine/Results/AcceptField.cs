using System.Globalization;

namespace RestMachine;

/// <summary>Reads the <c>Accept</c> field (RFC 9110, 12.5.1).</summary>
internal static class AcceptField
{
    /// <summary>
    /// How welcome a media type is, from 0, not at all, to 1: the weight of the most specific range that covers it. A field
    /// that holds no range accepts everything.
    /// </summary>
    public static double QualityOf(string accept, string mediaType)
    {
        var (quality, found, any) = (0.0, -1, false);
        foreach (var range in Split(accept, ','))
        {
            var text = accept.AsSpan(range).Trim();
            if (text.IsEmpty)
            {
                continue;
            }

            any = true;
            var specificity = Specificity(text, mediaType, out var weight);
            if (specificity > found)
            {
                (quality, found) = (weight, specificity);
            }
        }

        return any ? quality : 1;
    }

    /// <summary>-1 does not cover it, 0 <c>*/*</c>, 1 <c>text/*</c>, 2 <c>text/plain</c>, one more for each parameter.</summary>
    private static int Specificity(ReadOnlySpan<char> range, string mediaType, out double weight)
    {
        weight = 1;
        var specificity = -1;
        foreach (var part in Split(range, ';'))
        {
            var text = range[part].Trim();
            if (specificity < 0)
            {
                specificity = SpecificityOfType(text, EssenceOf(mediaType));
                if (specificity < 0)
                {
                    return -1;
                }
            }
            else if (text.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                weight = WeightOf(text[2..]);
            }
            else if (!text.IsEmpty)
            {
                if (!HasParameter(mediaType, text))
                {
                    return -1;
                }

                specificity++;
            }
        }

        return specificity;
    }

    private static int SpecificityOfType(ReadOnlySpan<char> range, ReadOnlySpan<char> type)
    {
        if (range is "*/*" or "*")
        {
            return 0;
        }

        if (range.EndsWith("/*"))
        {
            return type.StartsWith(range[..^1], StringComparison.OrdinalIgnoreCase) ? 1 : -1;
        }

        return range.Equals(type, StringComparison.OrdinalIgnoreCase) ? 2 : -1;
    }

    private static bool HasParameter(string mediaType, ReadOnlySpan<char> parameter)
    {
        var equals = parameter.IndexOf('=');
        return equals > 0
            && ParameterOf(mediaType, parameter[..equals].ToString()) is { } value
            && value.Equals(MediaType.Unquote(parameter[(equals + 1)..]), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>JSON is UTF-8 whether its media type says so or not (RFC 8259, 8.1), and many clients say so.</summary>
    private static string? ParameterOf(string mediaType, string name) =>
        MediaType.Parameter(mediaType, name)
        ?? (name.Equals("charset", StringComparison.OrdinalIgnoreCase) && MediaType.IsJson(mediaType) ? "utf-8" : null);

    private static ReadOnlySpan<char> EssenceOf(ReadOnlySpan<char> mediaType)
    {
        var end = mediaType.IndexOf(';');
        return end < 0 ? mediaType : mediaType[..end].TrimEnd();
    }

    /// <summary>0 to 1 (RFC 9110, 12.4.2); a weight that cannot be read is taken for 0.</summary>
    private static double WeightOf(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            ? Math.Clamp(weight, 0, 1)
            : 0;

    /// <summary>The parts between separators that stand in no quotes.</summary>
    private static List<Range> Split(ReadOnlySpan<char> text, char separator)
    {
        var parts = new List<Range>();
        var (start, isQuoted) = (0, false);
        for (var index = 0; index < text.Length; index++)
        {
            if (isQuoted && text[index] == '\\')
            {
                index++;
            }
            else if (text[index] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[index] == separator && !isQuoted)
            {
                parts.Add(start..index);
                start = index + 1;
            }
        }

        parts.Add(start..text.Length);
        return parts;
    }
}
