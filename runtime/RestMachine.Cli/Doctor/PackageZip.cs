using System.IO.Compression;
using RestMachine.Checks;

namespace RestMachine.Cli.Doctor;

internal static class PackageZip
{
    public static bool IsOne(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            // A file, or the end of an archive without any: PKWARE's APPNOTE.TXT, sections 4.3.7 and 4.3.16.
            && (start.SequenceEqual("PK\u0003\u0004"u8) || start.SequenceEqual("PK\u0005\u0006"u8));
    }

    /// <exception cref="UnreadableException">It is cut off or damaged.</exception>
    public static IReadOnlyList<PackedFile> Files(string path)
    {
        try
        {
            using var archive = System.IO.Compression.ZipFile.OpenRead(path);
            return archive
                .Entries.Where(entry => !entry.FullName.EndsWith('/'))
                .Select(entry =>
                {
                    var content = Read(entry);
                    return new PackedFile(entry.FullName, Mode(entry), () => content);
                })
                .ToArray();
        }
        catch (InvalidDataException problem)
        {
            throw new UnreadableException($"{path} is a damaged zip ({problem.Message}): make it again.");
        }
    }

    // The upper half is the Unix mode, where the archive was made on Unix.
    private static UnixFileMode Mode(ZipArchiveEntry entry) =>
        (UnixFileMode)((entry.ExternalAttributes >> 16) & 0b111_111_111);

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var whole = new MemoryStream();
        content.CopyTo(whole);
        return whole.ToArray();
    }
}
