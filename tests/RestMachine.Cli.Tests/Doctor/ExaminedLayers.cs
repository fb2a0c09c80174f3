using System.IO.Compression;
using RestMachine.Cli.Doctor;

namespace RestMachine.Cli.Tests.Doctor;

public sealed class ExaminedLayers : IDisposable
{
    private const string Extension = "extensions/restmachine-shutdown";
    private readonly TestFolder folder = new();

    private string Zip => Path.Combine(folder.FullName, "layer.zip");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("x86_64")]
    [InlineData("arm64")]
    public async Task OfTheCommandItselfAreWell(string architecture)
    {
        var made = await CliProcess.RunAsync("create-layer", "-o", Zip, "--arch", architecture);

        var result = await CliProcess.RunAsync("doctor", Zip);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldMatch($"^layer.zip: holds the extension for {architecture}, sha256 [0-9a-f]{{64}}\n");
        made.Output.ShouldContain(result.Output.Split("sha256 ")[1][..64]);
        result.Output.ShouldContain($"a function on {architecture} that has it can run, with 500 ms (300 ms without");
    }

    [Fact]
    public async Task WithoutTheModeThatLambdaNeedsAreRefused()
    {
        Add(Extension, Program64.For("arm64"), 0b110_100_100);

        var result = await CliProcess.RunAsync("doctor", Zip);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain($"{Extension} is not executable (mode 644), and Lambda executes every file");
        result.Output.ShouldContain("restmachine create-layer");
    }

    [Theory]
    [InlineData(
        0b110_100_100,
        true,
        "restmachine/restmachine-handover is not executable (mode 644), so no function that is"
    )]
    [InlineData(0b111_101_101, false, "restmachine/restmachine-handover is no 64-bit ELF file")]
    public void WithAHandoverProgramThatCannotBeStartedAreRefused(int mode, bool isProgram, string expected)
    {
        Add(Extension, Program64.For("arm64"), 0b111_101_101);
        Add("restmachine/restmachine-handover", isProgram ? Program64.For("arm64") : "#!/bin/sh"u8.ToArray(), mode);

        Remarks().ShouldHaveSingleItem().ShouldStartWith(expected);
    }

    [Fact]
    public void MadeWhereNoModesAreAreRefused()
    {
        Add(Extension, Program64.For("arm64"), 0);

        Remarks().ShouldHaveSingleItem().ShouldContain("is not executable (mode 0)");
    }

    [Fact]
    public void ThatHoldNoProgramAreRefused()
    {
        Add(Extension, "#!/bin/sh\n"u8.ToArray());

        Remarks().ShouldHaveSingleItem().ShouldStartWith($"{Extension} is no 64-bit ELF file");
    }

    [Theory]
    [InlineData("opt/extensions/restmachine-shutdown")]
    [InlineData("restmachine-shutdown")]
    [InlineData("layer/extensions/restmachine-shutdown")]
    public void WithTheExtensionInTheWrongPlaceSayWhereItBelongs(string path)
    {
        Add(path, Program64.For("arm64"));

        Remarks()
            .ShouldHaveSingleItem()
            .ShouldStartWith($"{path} is in the wrong place: a layer is unpacked into /opt");
    }

    [Fact]
    public void WithOtherFilesThatLambdaWouldExecuteNameThem()
    {
        Add(Extension, Program64.For("arm64"));
        Add("extensions/README.md", "Read me"u8.ToArray(), 0b110_100_100);
        Add("extensions/lib/below.txt", [], 0b110_100_100);

        Remarks().ShouldHaveSingleItem().ShouldStartWith("extensions/README.md is not executable (mode 644)");
    }

    [Fact]
    public void WithExecutableFilesThatAreNoProgramsNameThem()
    {
        Add(Extension, Program64.For("arm64"));
        Add("extensions/.DS_Store", [0, 0, 0, 1]);
        Add("extensions/script", "#!/bin/sh\n"u8.ToArray());

        Remarks().ShouldHaveSingleItem().ShouldStartWith("extensions/.DS_Store is neither a program nor a script, and");
    }

    [Fact]
    public void WithNamesThatBeginInTheCurrentFolderAreWell()
    {
        Add($"./{Extension}", Program64.For("arm64"));

        Examination.Of(Zip).ShouldHaveSingleItem().IsWell.ShouldBeTrue();
    }

    [Fact]
    public void ThatAreAFunctionsPackageSaySo()
    {
        Add(Extension, Program64.For("arm64"));
        Add("bootstrap", Program64.For("arm64"));

        Remarks().ShouldHaveSingleItem().ShouldStartWith("This is a function's own package, from which Lambda never");
    }

    [Fact]
    public void WithoutAnyExtensionSaySo()
    {
        Add("python/library.py", []);

        Remarks()
            .ShouldHaveSingleItem()
            .ShouldStartWith("It holds no file in extensions/, so Lambda starts no extension");
    }

    [Fact]
    public void WithSymbolsBesideTheExtensionAreRefused()
    {
        Add(Extension, Program64.For("arm64"));
        Add(Extension + ".dbg", Program64.For("arm64"));

        Remarks()
            .ShouldHaveSingleItem()
            .ShouldStartWith($"{Extension}.dbg is no extension, but Lambda executes every file");
    }

    [Fact]
    public void OfAnotherExtensionAreNotTakenForOurs()
    {
        Add("extensions/other", "#!/bin/sh\n"u8.ToArray());

        Examination.Of(Zip).ShouldHaveSingleItem().Answer.ShouldStartWith("holds an extension, but not RestMachine's");
    }

    [Fact]
    public void WithDamagedContentCannotBeExamined()
    {
        Add(Extension, Program64.For("arm64", "text that is damaged"), compression: CompressionLevel.NoCompression);
        var bytes = File.ReadAllBytes(Zip);
        var at = bytes.AsSpan().IndexOf("d\0a\0m\0"u8);
        bytes[at] = (byte)'D';
        File.WriteAllBytes(Zip, bytes);

        Should.Throw<UnreadableException>(() => Examination.Of(Zip)).Message.ShouldStartWith($"{Zip} is a damaged zip");
    }

    [Fact]
    public void ThatUnpackToMoreThanLambdaTakesAreNotUnpacked()
    {
        using (var archive = ZipFile.Open(Zip, ZipArchiveMode.Create))
        {
            using var file = archive.CreateEntry("bomb", CompressionLevel.Fastest).Open();
            var zeros = new byte[1024 * 1024];
            for (var megabytes = 0; megabytes < 251; megabytes++)
            {
                file.Write(zeros);
            }
        }

        Should
            .Throw<UnreadableException>(() => Examination.Of(Zip))
            .Message.ShouldEndWith("unpacks to 251 MB: Lambda takes 250 MB at most.");
    }

    [Fact]
    public async Task ThatAreCutOffCannotBeExamined()
    {
        Add(Extension, Program64.For("arm64"));
        File.WriteAllBytes(Zip, File.ReadAllBytes(Zip)[..40]);

        var result = await CliProcess.RunAsync("doctor", Zip);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldStartWith($"{Zip} is a damaged zip");
    }

    private IReadOnlyList<string> Remarks()
    {
        var finding = Examination.Of(Zip).ShouldHaveSingleItem();
        finding.IsWell.ShouldBeFalse();
        return finding.Remarks;
    }

    private void Add(
        string path,
        byte[] content,
        int mode = 0b111_101_101,
        CompressionLevel compression = CompressionLevel.Optimal
    )
    {
        using var archive = ZipFile.Open(Zip, ZipArchiveMode.Update);
        var entry = archive.CreateEntry(path, compression);
        entry.ExternalAttributes = mode << 16;
        using var file = entry.Open();
        file.Write(content);
    }
}
