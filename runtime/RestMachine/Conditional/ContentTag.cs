using System.Globalization;

namespace RestMachine;

/// <summary>
/// An entity tag from the content: FNV-1a with 128 bits. It tells versions apart; it does not stand up to somebody who
/// makes contents collide on purpose, and such a person could only confuse caches of contents of their own.
/// </summary>
internal static class ContentTag
{
    private static readonly UInt128 Basis = new(0x6c62272e07bb0142, 0x62b821756295c58d);
    private static readonly UInt128 Prime = new(0x0000000001000000, 0x000000000000013b);

    public static string Of(ReadOnlySpan<byte> content)
    {
        var hash = Basis;
        foreach (var octet in content)
        {
            hash = unchecked((hash ^ octet) * Prime);
        }

        return $"\"{hash.ToString("x32", CultureInfo.InvariantCulture)}\"";
    }
}
