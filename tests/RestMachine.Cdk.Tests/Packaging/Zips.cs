using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using RestMachine.Packaging;
using ZipFile = RestMachine.Packaging.ZipFile;

namespace RestMachine.Cdk.Tests.Packaging;

public sealed class Zips
{
    private static readonly ZipFile Program = new(
        "extensions/program",
        (UnixFileMode)0b111_101_101,
        Encoding.UTF8.GetBytes("#!/bin/sh\n")
    );
    private static readonly ZipFile Note = new("ä.txt", (UnixFileMode)0b110_100_100, ReadOnlyMemory<byte>.Empty);

    [Fact]
    public void HoldNamesContentsAndUnixModes()
    {
        using var archive = new ZipArchive(new MemoryStream(ZipArchiveBytes.Create([Note, Program])));

        archive
            .Entries.Select(entry => (entry.FullName, Convert.ToString(entry.ExternalAttributes >>> 16, 8)))
            .ShouldBe([("extensions/program", "100755"), ("ä.txt", "100644")]);
        using var reader = new StreamReader(archive.Entries[0].Open());
        reader.ReadToEnd().ShouldBe("#!/bin/sh\n");
        archive.Entries.ShouldAllBe(entry => entry.LastWriteTime.DateTime == new DateTime(1980, 1, 1));
    }

    [Fact]
    public void AreTheSameBytesInWhateverOrderTheFilesCome() =>
        ZipArchiveBytes.Create([Note, Program]).ShouldBe(ZipArchiveBytes.Create([Program, Note]));

    [Fact]
    public void AreTheSameBytesInEveryReleaseBecauseTheyDecideAboutALayersVersion() =>
        Convert
            .ToHexString(SHA256.HashData(ZipArchiveBytes.Create([Program, Note])))
            .ShouldBe("B1D6D76D4CE528D317FFF12AD40CD47E26E07B238B0734360123EBAF8F7A3954");

    [Fact]
    public void DifferWhenOnlyAModeDoes() =>
        ZipArchiveBytes.Create([Program]).ShouldNotBe(ZipArchiveBytes.Create([Program with { Mode = Note.Mode }]));

    [Fact]
    public void HoldNoPathTwice() =>
        Should
            .Throw<PackagingException>(() => ZipArchiveBytes.Create([Program, Note, Program]))
            .Message.ShouldBe("The zip would hold \"extensions/program\" twice.");

    // The check value that every description of this checksum gives.
    [Fact]
    public void HaveTheChecksumOfTheirFormat() => Crc32.Compute("123456789"u8).ShouldBe(0xCBF4_3926);
}
