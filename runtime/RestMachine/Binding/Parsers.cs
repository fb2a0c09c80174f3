using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RestMachine.Binding;

/// <summary>Reads text of a route or query into a value; the invariant culture throughout.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Parsers
{
    /// <summary>Text is what it is.</summary>
    public static bool Verbatim(ReadOnlySpan<char> text, out string value)
    {
        value = text.ToString();
        return true;
    }

    /// <summary>Types that parse from a span.</summary>
    public static bool Span<T>(ReadOnlySpan<char> text, [MaybeNullWhen(false)] out T value)
        where T : ISpanParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out value);

    /// <summary>Types that parse from a string only.</summary>
    public static bool Text<T>(ReadOnlySpan<char> text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T> => T.TryParse(text.ToString(), CultureInfo.InvariantCulture, out value);

    /// <summary>
    /// A date and time; one with Z or an offset keeps its kind instead of becoming this machine's local time.
    /// </summary>
    public static bool Moment(ReadOnlySpan<char> text, out DateTime value) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out value);

    /// <summary>A date and time; UTC when the text has no offset.</summary>
    public static bool MomentWithOffset(ReadOnlySpan<char> text, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);

    /// <summary>An enum member by name, without case, or by the number of a member.</summary>
    public static bool Enum<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, Enum =>
        System.Enum.TryParse(text, ignoreCase: true, out value) && System.Enum.IsDefined(value) && !text.Contains(',');
}

/// <summary>Reads text into a value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool TryParse<T>(ReadOnlySpan<char> text, [MaybeNullWhen(false)] out T value);
