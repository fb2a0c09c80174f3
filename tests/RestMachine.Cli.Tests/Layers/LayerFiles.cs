using System.Diagnostics;

namespace RestMachine.Cli.Tests.Layers;

public sealed class LayerFiles : IDisposable
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;
    private const string Handover = "restmachine/restmachine-handover";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("x86_64", "x86_64")]
    [InlineData("arm64", "arm64")]
    [InlineData("x64", "x86_64")]
    [InlineData("AArch64", "arm64")]
    public async Task HoldThePublishedExtensionExecutable(string architecture, string expected)
    {
        var zip = Path.Combine(folder.FullName, "made/for/it/layer.zip");

        var result = await CliProcess.RunAsync("create-layer", "-o", zip, "--arch", architecture);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldStartWith($"{zip} (layer for {expected}, sha256 ");
        result.Output.ShouldContain($"publish-layer-version --layer-name restmachine-shutdown-{expected} ");
        var unpacked = Path.Combine(folder.FullName, "opt");
        await Unzip(zip, unpacked);
        var extension = Path.Combine(unpacked, "extensions", "restmachine-shutdown");
        Directory.GetFileSystemEntries(unpacked, "*", SearchOption.AllDirectories).Length.ShouldBe(4);
        File.GetUnixFileMode(extension).ShouldBe(Executable);
        File.ReadAllBytes(extension).ShouldBe(File.ReadAllBytes(Published(expected)));
        var handover = Path.Combine(unpacked, Handover);
        File.GetUnixFileMode(handover).ShouldBe(Executable);
        File.ReadAllBytes(handover).ShouldBe(File.ReadAllBytes(Published(expected, Handover)));
    }

    [Fact]
    public async Task HaveTheSameBytesEveryTime()
    {
        var (first, second) = (Path.Combine(folder.FullName, "1.zip"), Path.Combine(folder.FullName, "2.zip"));

        await CliProcess.RunAsync("create-layer", "-o", first);
        await CliProcess.RunAsync("create-layer", "-o", second);

        File.ReadAllBytes(first).ShouldBe(File.ReadAllBytes(second));
    }

    [Fact]
    public async Task AreTheProgramsAloneForImagesAndLayersOfTheUsers()
    {
        var result = await CliProcess.RunAsync("create-extension", "-o", folder.FullName, "--arch", "arm64");

        result.ExitCode.ShouldBe(0, result.Error);
        var extension = Path.Combine(folder.FullName, "extensions", "restmachine-shutdown");
        File.ReadAllBytes(extension).ShouldBe(File.ReadAllBytes(Published("arm64")));
        File.GetUnixFileMode(extension).ShouldBe(Executable);
        Directory.GetFiles(Path.GetDirectoryName(extension)!).ShouldBe([extension]);
        var handover = Path.Combine(folder.FullName, Handover);
        File.ReadAllBytes(handover).ShouldBe(File.ReadAllBytes(Published("arm64", Handover)));
        File.GetUnixFileMode(handover).ShouldBe(Executable);
        result.Output.ShouldContain("Lambda starts it only from /opt/extensions, never from the function's own zip.");
        result.Output.ShouldContain($"COPY --chmod=0755 {extension} /opt/extensions/restmachine-shutdown");
    }

    [Fact]
    public async Task ReplaceOlderOnes()
    {
        folder.Write("extensions/restmachine-shutdown", "an older one, and not executable");

        var result = await CliProcess.RunAsync("create-extension", "-o", folder.FullName);

        result.ExitCode.ShouldBe(0, result.Error);
        var extension = Path.Combine(folder.FullName, "extensions", "restmachine-shutdown");
        File.GetUnixFileMode(extension).ShouldBe(Executable);
        new FileInfo(extension).Length.ShouldBe(new FileInfo(Published("x86_64")).Length);
    }

    [Fact]
    public async Task AreWrittenToWhatALinkLeadsTo()
    {
        var link = Path.Combine(folder.FullName, "link.zip");
        File.CreateSymbolicLink(link, "target.zip");

        await CliProcess.RunAsync("create-layer", "-o", link);
        var again = await CliProcess.RunAsync("create-layer", "-o", link);

        again.ExitCode.ShouldBe(0, again.Error);
        new FileInfo(link).LinkTarget.ShouldBe("target.zip");
        new FileInfo(Path.Combine(folder.FullName, "target.zip")).Length.ShouldBeGreaterThan(0);
    }

    // Instead of a device, which only root may make: that it is no regular file is what counts.
    [Fact]
    public async Task FlowIntoAPipeAndLeaveItThere()
    {
        var pipe = Path.Combine(folder.FullName, "pipe");
        using (var make = Process.Start("mkfifo", pipe))
        {
            await make.WaitForExitAsync(CliProcess.Cancellation);
        }
        // To open a pipe waits for its other end.
        var read = Task.Run(() => File.ReadAllBytes(pipe), CliProcess.Cancellation);

        var result = await CliProcess.RunAsync("create-layer", "-o", pipe);

        result.ExitCode.ShouldBe(0, result.Error);
        (await read)[..2].ShouldBe("PK"u8.ToArray());
        new FileInfo(pipe).Length.ShouldBe(0);
    }

    [Fact]
    public async Task TakeThePlaceOfAnEmptyFileExecutable()
    {
        var extension = folder.Write("extensions/restmachine-shutdown", "");

        var result = await CliProcess.RunAsync("create-extension", "-o", folder.FullName);

        result.ExitCode.ShouldBe(0, result.Error);
        File.GetUnixFileMode(extension).ShouldBe(Executable);
        File.ReadAllBytes(extension).ShouldBe(File.ReadAllBytes(Published("x86_64")));
    }

    [Theory]
    [InlineData("create-layer -o -", "--output is \"-\": expected the zip's file name, such as layer.zip.")]
    [InlineData("create-layer --arch mips", "--arch is \"mips\": expected x86_64 or arm64.")]
    [InlineData("create-extension --arch=", "Required argument missing for option: '--arch'.")]
    [InlineData("create-layer -o .", "--output is \".\": expected the zip's file name, such as layer.zip.")]
    [InlineData("create-layer -o=", "Required argument missing for option: '-o'.")]
    [InlineData("create-extension -o /etc/passwd", "--output is \"/etc/passwd\": expected a folder.")]
    public async Task AreRefusedWhereTheyCannotBe(string line, string message)
    {
        var result = await CliProcess.RunAsync(line.Split(' '));

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldStartWith(message);
    }

    [Fact]
    public async Task SayWhyTheyCannotBeWritten()
    {
        var file = folder.Write("file", "");

        var result = await CliProcess.RunAsync("create-layer", "-o", Path.Combine(file, "layer.zip"));

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain(file);
    }

    internal static async Task Unzip(string zip, string target)
    {
        using var unzip = Process.Start(new ProcessStartInfo("unzip", ["-q", zip, "-d", target]))!;
        await unzip.WaitForExitAsync(CliProcess.Cancellation);
        unzip.ExitCode.ShouldBe(0);
    }

    private static string Published(string architecture, string program = "extensions/restmachine-shutdown") =>
        Path.Combine(Repository.Root, "artifacts/layer", architecture, program);
}
