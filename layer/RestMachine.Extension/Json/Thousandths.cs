namespace RestMachine.Extension.Json;

/// <summary>Plain decimals (<c>12.3</c>) as whole thousandths, and back: no floating point, no culture.</summary>
internal static class Thousandths
{
    private const long MaxWhole = long.MaxValue / 1000 - 1;

    /// <returns>Null for anything but digits with at most one point; further decimals are cut off.</returns>
    public static long? Parse(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var decimals = point < 0 ? [] : text[(point + 1)..];
        if (whole.IsEmpty && decimals.IsEmpty)
        {
            return null;
        }
        long number = 0;
        foreach (var digit in whole)
        {
            if (!char.IsAsciiDigit(digit) || (number = number * 10 + digit - '0') > MaxWhole)
            {
                return null;
            }
        }
        for (var place = 0; place < Math.Max(3, decimals.Length); place++)
        {
            var digit = place < decimals.Length ? decimals[place] : '0';
            if (!char.IsAsciiDigit(digit))
            {
                return null;
            }
            number = place < 3 ? number * 10 + digit - '0' : number;
        }
        return number;
    }

    /// <summary>With one decimal, as the log shows milliseconds; a whole number without.</summary>
    public static string Format(long thousandths)
    {
        var tenths = (thousandths + 50) / 100;
        var whole = (tenths / 10).ToString(default(IFormatProvider));
        return tenths % 10 == 0 ? whole : whole + "." + (tenths % 10).ToString(default(IFormatProvider));
    }
}
