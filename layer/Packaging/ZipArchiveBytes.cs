using System.Text;

namespace RestMachine.Packaging;

/// <summary>
/// A zip whose bytes depend on its files alone: sorted, one fixed date, Unix modes, and stored, because compressors
/// change from one .NET version to the next. The layout is PKWARE's APPNOTE.TXT, sections 4.3.7 to 4.3.16.
/// </summary>
internal static class ZipArchiveBytes
{
    private const ushort Version = 20;
    private const ushort MadeOnUnix = 3 << 8 | Version;
    private const ushort Utf8Names = 1 << 11;
    private const ushort Stored = 0;
    private const ushort Midnight = 0;

    // 1 January 1980, the format's first day.
    private const ushort FirstDay = 1 << 5 | 1;
    private const uint RegularFile = 0x8000;

    /// <exception cref="PackagingException">A path occurs twice.</exception>
    public static byte[] Create(IEnumerable<ZipFile> files)
    {
        using var archive = new MemoryStream();
        using var directory = new MemoryStream();
        using var writer = new BinaryWriter(archive);
        using var directoryWriter = new BinaryWriter(directory);
        ushort count = 0;
        var previous = default(string);
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            if (file.Path == previous)
            {
                throw new PackagingException($"The zip would hold \"{file.Path}\" twice.");
            }
            previous = file.Path;
            count = checked((ushort)(count + 1));
            WriteFile(writer, directoryWriter, file);
        }
        WriteEnd(writer, directory, count);
        return archive.ToArray();
    }

    private static void WriteFile(BinaryWriter writer, BinaryWriter directory, ZipFile file)
    {
        var offset = checked((uint)writer.BaseStream.Position);
        var name = Encoding.UTF8.GetBytes(file.Path);
        var checksum = Crc32.Compute(file.Content.Span);
        writer.Write(0x04034B50u);
        WriteCommon(writer, name, file, checksum);
        writer.Write(name);
        writer.Write(file.Content.Span);

        directory.Write(0x02014B50u);
        directory.Write(MadeOnUnix);
        WriteCommon(directory, name, file, checksum);
        directory.Write((ushort)0); // comment
        directory.Write((ushort)0); // disk
        directory.Write((ushort)0); // internal attributes
        directory.Write((RegularFile | (uint)file.Mode) << 16);
        directory.Write(offset);
        directory.Write(name);
    }

    private static void WriteCommon(BinaryWriter writer, byte[] name, ZipFile file, uint checksum)
    {
        var length = (uint)file.Content.Length;
        writer.Write(Version);
        writer.Write(Utf8Names);
        writer.Write(Stored);
        writer.Write(Midnight);
        writer.Write(FirstDay);
        writer.Write(checksum);
        writer.Write(length);
        writer.Write(length);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)0); // extra field
    }

    private static void WriteEnd(BinaryWriter writer, MemoryStream directory, ushort count)
    {
        var start = checked((uint)writer.BaseStream.Position);
        writer.Write(directory.GetBuffer().AsSpan(0, (int)directory.Length));
        writer.Write(0x06054B50u);
        writer.Write((ushort)0); // this disk
        writer.Write((ushort)0); // the directory's disk
        writer.Write(count);
        writer.Write(count);
        writer.Write((uint)directory.Length);
        writer.Write(start);
        writer.Write((ushort)0); // comment
    }
}
