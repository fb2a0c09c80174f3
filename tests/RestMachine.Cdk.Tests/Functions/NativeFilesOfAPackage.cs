using System.Diagnostics;
using System.Runtime.InteropServices;
using RestMachine.Checks;
using RestMachine.Packaging;

namespace RestMachine.Cdk.Tests.Functions;

public sealed class NativeFilesOfAPackage : IDisposable
{
    private static readonly string Host = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "x86_64";
    private readonly DirectoryInfo _sources = Directory.CreateTempSubdirectory("sources-");
    private readonly DirectoryInfo _package = Directory.CreateTempSubdirectory("package-");

    public void Dispose()
    {
        _sources.Delete(recursive: true);
        _package.Delete(recursive: true);
    }

    [Theory]
    [InlineData("2.35", "provided.al2023", "Amazon Linux 2023 with GLIBC_2.34")]
    [InlineData("2.38", "dotnet10", "Amazon Linux 2023 with GLIBC_2.34")]
    [InlineData("2.27", "provided.al2", "Amazon Linux 2 with GLIBC_2.26")]
    public void MayNotNeedANewerCLibraryThanTheImageHas(string version, string runtime, string image)
    {
        Link("bootstrap", version);

        var refusal = Check(runtime).ShouldNotBeNull();

        refusal.ShouldStartWith(
            $"cannot start: its file bootstrap needs GLIBC_{version} (future), and {runtime} is {image}."
        );
        refusal.ShouldContain("Publish on a system whose C library is not newer");
    }

    [Theory]
    [InlineData("2.34", "provided.al2023")]
    [InlineData("2.9", "provided.al2023")]
    [InlineData("2.26", "provided.al2")]
    public void MayNeedWhatTheImageHas(string version, string runtime)
    {
        Link("bootstrap", version);

        Check(runtime).ShouldBeNull();
    }

    [Theory]
    [InlineData("GCC_3.0")]
    [InlineData("GLIBC_PRIVATE")]
    public void MayNeedVersionsThatAreNotOfTheCLibrary(string version)
    {
        LinkAgainst("bootstrap", version);

        Check("provided.al2023").ShouldBeNull();
    }

    [Fact]
    public void AreAllLookedAt()
    {
        Link("bootstrap", "2.17");
        Directory.CreateDirectory(Path.Combine(_package.FullName, "native"));
        Link("native/libdatabase.so", "2.99");

        Check("provided.al2023")
            .ShouldNotBeNull()
            .ShouldContain("its file native/libdatabase.so needs GLIBC_2.99 (future)");
    }

    [Fact]
    public void AreForTheFunctionsArchitecture()
    {
        Link("bootstrap", "2.17");
        var other = Host == "arm64" ? "x86_64" : "arm64";

        Check("provided.al2023", other)
            .ShouldBe(
                $"runs on {other}, but its file bootstrap is for {Host}: set Architecture, or publish for {other}."
            );
    }

    // As tools and drivers have them that are shipped for several machines.
    [Fact]
    public void MayBeForAnotherArchitectureInFoldersOfTheirOwn()
    {
        Directory.CreateDirectory(Path.Combine(_package.FullName, "drivers"));
        Link("drivers/tool", "2.17");

        Check("provided.al2023", Host == "arm64" ? "x86_64" : "arm64").ShouldBeNull();
    }

    // As "dotnet publish -r linux-arm" makes them, which is no arm64.
    [Theory]
    [InlineData(1, 1, 40)]
    [InlineData(2, 2, 62)]
    public void HaveTheBytesAndTheOrderOfLambdasProcessors(byte size, byte order, byte machine)
    {
        byte[] other =
        [
            0x7F,
            (byte)'E',
            (byte)'L',
            (byte)'F',
            size,
            order,
            1,
            .. new byte[11],
            machine,
            .. new byte[45],
        ];
        File.WriteAllBytes(Path.Combine(_package.FullName, "bootstrap"), other);

        Check("provided.al2023", "arm64")
            .ShouldBe(
                "runs on arm64, but its file bootstrap is for a 32-bit or big-endian processor: set Architecture, or publish "
                    + "for arm64."
            );
    }

    [Theory]
    [InlineData("provided.al2023", 0b110_100_100, false)]
    [InlineData("provided.al2023", 0b111_000_000, false)]
    [InlineData("provided.al2023", 0b111_101_101, true)]
    [InlineData("dotnet10", 0b110_100_100, true)]
    public void AreExecutableWhereTheRuntimeStartsThem(string runtime, int mode, bool isWell)
    {
        var bootstrap = Path.Combine(_package.FullName, "bootstrap");
        File.WriteAllText(bootstrap, "#!/bin/sh\n");
        File.SetUnixFileMode(bootstrap, (UnixFileMode)mode);

        var problem = Check(runtime);

        (problem is null).ShouldBe(isWell);
        (problem ?? "cannot start: its file bootstrap is not executable (mode").ShouldStartWith(
            "cannot start: its file bootstrap is not executable (mode"
        );
    }

    // Every fourth byte of the section begins a record, and each leads through all that come after it.
    [Fact]
    public void AreReadOnceHoweverTheirRecordsOverlap()
    {
        Link("bootstrap", "2.17");
        var file = Path.Combine(_package.FullName, "bootstrap");
        var content = File.ReadAllBytes(file);
        var needs = ElfFile.TryRead(content)!.Sections().First(section => section.Type == 0x6FFF_FFFE);
        const int Length = 4_000_000;
        var section = content.AsSpan(
            content.AsSpan().IndexOf([.. BitConverter.GetBytes(needs.Offset), .. BitConverter.GetBytes(needs.Length)])
        );
        BitConverter.TryWriteBytes(section, (ulong)content.Length);
        BitConverter.TryWriteBytes(section[8..], (ulong)Length);
        File.WriteAllBytes(
            file,
            [.. content, .. Enumerable.Range(0, Length).Select(at => (byte)(at % 4 == 0 ? 4 : 0))]
        );

        Check("provided.al2023").ShouldBeNull();
    }

    [Fact]
    public void AreReadAsFarAsTheyGoWhereverTheyAreCutOff()
    {
        Link("whole", "2.99");
        var whole = File.ReadAllBytes(Path.Combine(_package.FullName, "whole"));
        File.Delete(Path.Combine(_package.FullName, "whole"));

        for (var length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(Path.Combine(_package.FullName, "libpart.so"), whole[..length]);
            // Either the versions are still there, and refused, or the file says nothing of them.
            if (Check("provided.al2023") is { } refusal)
            {
                refusal.ShouldContain("GLIBC_2.99");
            }
        }
    }

    private string? Check(string runtime, string? architecture = null) =>
        NativeFiles.Find(PackageFolder.Files(_package.FullName), architecture ?? Host, runtime);

    // A library that needs a version of the C library, by the real linker: against a stand-in of that version.
    private void Link(string file, string version) => LinkAgainst(file, $"GLIBC_{version}");

    private void LinkAgainst(string file, string version)
    {
        Write("stand-in.c", "int future(void) { return 0; }");
        Write("versions", $"{version} {{ global: future; }};");
        Write("user.c", "int future(void); int use(void) { return future(); }");
        Compile("-Wl,--version-script=versions", "-Wl,-soname,libc.so.6", "-o", "stand-in.so", "stand-in.c");
        Compile("-o", Path.Combine(_package.FullName, file), "user.c", "./stand-in.so");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_sources.FullName, name), text);

    private void Compile(params string[] arguments)
    {
        string[] all = ["-shared", "-nostdlib", "-fPIC", .. arguments];
        var start = new ProcessStartInfo("gcc", all) { WorkingDirectory = _sources.FullName, UseShellExecute = false };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
