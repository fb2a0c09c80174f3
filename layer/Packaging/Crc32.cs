using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace RestMachine.Packaging;

// The checksum of PKWARE's APPNOTE.TXT 4.4.7, polynomial 0xEDB88320. The runtime's own is in a package of its own. Eight
// bytes at a time: apps pack the layer whenever they are synthesized, in a process that is never warm.
internal static class Crc32
{
    private const int Slices = 8;
    private static readonly uint[][] Tables = CreateTables();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Compute(ReadOnlySpan<byte> content)
    {
        var crc = uint.MaxValue;
        var (t0, t1, t2, t3) = (Tables[0], Tables[1], Tables[2], Tables[3]);
        var (t4, t5, t6, t7) = (Tables[4], Tables[5], Tables[6], Tables[7]);
        while (content.Length >= Slices)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(content) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]);
            crc =
                t7[(byte)low]
                ^ t6[(byte)(low >> 8)]
                ^ t5[(byte)(low >> 16)]
                ^ t4[low >> 24]
                ^ t3[(byte)high]
                ^ t2[(byte)(high >> 8)]
                ^ t1[(byte)(high >> 16)]
                ^ t0[high >> 24];
            content = content[Slices..];
        }
        foreach (var value in content)
        {
            crc = t0[(byte)(crc ^ value)] ^ (crc >> 8);
        }
        return ~crc;
    }

    private static uint[][] CreateTables()
    {
        var tables = new uint[Slices][];
        tables[0] = Enumerable.Range(0, 256).Select(value => Remainder((uint)value)).ToArray();
        for (var slice = 1; slice < Slices; slice++)
        {
            tables[slice] = tables[slice - 1].Select(value => tables[0][(byte)value] ^ (value >> 8)).ToArray();
        }
        return tables;
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
