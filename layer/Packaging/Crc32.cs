namespace RestMachine.Packaging;

// The checksum of PKWARE's APPNOTE.TXT 4.4.7, polynomial 0xEDB88320. The runtime's own is in a package of its own.
internal static class Crc32
{
    private static readonly uint[] Table = Enumerable.Range(0, 256).Select(value => Remainder((uint)value)).ToArray();

    public static uint Compute(ReadOnlySpan<byte> content)
    {
        var crc = uint.MaxValue;
        foreach (var value in content)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }
        return ~crc;
    }

    private static uint Remainder(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1;
        }
        return value;
    }
}
