using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using RestMachine.Checks;
using RestMachine.Packaging;

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

    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    private const double MostMegabytes = 250;
    private const double BytesOfAMegabyte = 1024 * 1024;

    public static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <exception cref="UnreadableException">It is cut off or damaged, or more than Lambda takes.</exception>
    public static IReadOnlyList<PackedFile> Files(string path)
    {
        try
        {
            using var archive = System.IO.Compression.ZipFile.OpenRead(path);
            var megabytes = archive.Entries.Sum(entry => entry.Length / BytesOfAMegabyte);
            if (megabytes > MostMegabytes)
            {
                throw new UnreadableException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path} unpacks to {megabytes:0} MB: Lambda takes {MostMegabytes} MB at most."
                    )
                );
            }
            return archive
                .Entries.Where(entry => !entry.FullName.EndsWith('/'))
                .Select(entry =>
                {
                    var content = Read(entry);
                    return new PackedFile(Name(entry), Mode(entry), () => content);
                })
                .ToArray();
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw new UnreadableException($"{path} is a damaged zip ({problem.Message}): make it again.");
        }
    }

    // Some programs write the path as it was given to them.
    private static string Name(ZipArchiveEntry entry) =>
        entry.FullName.StartsWith("./", StringComparison.Ordinal) ? entry.FullName[2..] : entry.FullName;

    // The upper half is the Unix mode, where the archive was made on Unix.
    private static UnixFileMode Mode(ZipArchiveEntry entry) =>
        (UnixFileMode)((entry.ExternalAttributes >> 16) & 0b111_111_111);

    private static byte[] Read(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted)
        {
            throw new InvalidDataException($"{entry.FullName} is encrypted");
        }
        using var content = entry.Open();
        var whole = new byte[entry.Length];
        content.ReadExactly(whole);
        return content.ReadByte() < 0 && Crc32.Compute(whole) == entry.Crc32
            ? whole
            : throw new InvalidDataException($"{entry.FullName} is not what the zip says");
    }
}
