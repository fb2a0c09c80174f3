using System.Globalization;

namespace RestMachine;

/// <summary>Dates as HTTP writes them (RFC 9110, 5.6.7).</summary>
internal static class HttpDate
{
    /// <summary>The preferred form, then the two obsolete ones that a recipient still reads.</summary>
    private static readonly string[] Forms =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
    ];

    public static string Write(DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture);

    /// <summary>Null for what is absent or no date: such a field is ignored (RFC 9110, 13.1.3).</summary>
    public static DateTimeOffset? Parse(string? field) =>
        DateTimeOffset.TryParseExact(
            field,
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite,
            out var moment
        )
            ? moment
            : null;
}
