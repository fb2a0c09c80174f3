using System.Buffers.Binary;
using RestMachine.Extension.Tests.Doubles;

namespace RestMachine.Extension.Tests.Published;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class LayerFiles
{
    [Xunit.Theory]
    [InlineData("x86_64")]
    [InlineData("arm64")]
    public void AreOneExecutableFileAndNothingBesideIt(string architecture)
    {
        var file = Layer.Extension(architecture);
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(file)!).ShouldHaveSingleItem();
        ((int)File.GetUnixFileMode(file)).ShouldBe(Convert.ToInt32("755", 8));
        new FileInfo(file).Length.ShouldBeLessThan(1_900_000);
    }

    [Xunit.Theory]
    [InlineData("x86_64")]
    [InlineData("arm64")]
    public void HoldTheWrapperWhereLambdaExecutesNothing(string architecture)
    {
        var file = Layer.Handover(architecture);
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(file)!).ShouldHaveSingleItem();
        ((int)File.GetUnixFileMode(file)).ShouldBe(Convert.ToInt32("755", 8));
        new FileInfo(file).Length.ShouldBeLessThan(2_000_000);
    }

    [Xunit.Theory]
    [InlineData("x86_64", 62)]
    [InlineData("arm64", 183)]
    public void AreStaticForTheirMachine(string architecture, int machine)
    {
        ShouldBeStatic(Layer.Extension(architecture), machine);
        ShouldBeStatic(Layer.Handover(architecture), machine);
    }

    private static void ShouldBeStatic(string file, int machine)
    {
        ReadOnlySpan<byte> elf = File.ReadAllBytes(file);
        elf[..5].SequenceEqual("\u007FELF\u0002"u8).ShouldBeTrue();
        ((int)BinaryPrimitives.ReadUInt16LittleEndian(elf[18..])).ShouldBe(machine);

        const uint interpreter = 3;
        var table = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[32..]);
        var (size, count) = (
            BinaryPrimitives.ReadUInt16LittleEndian(elf[54..]),
            BinaryPrimitives.ReadUInt16LittleEndian(elf[56..])
        );
        count.ShouldBeGreaterThan((ushort)0);
        for (var segment = 0; segment < count; segment++)
        {
            BinaryPrimitives.ReadUInt32LittleEndian(elf[(table + segment * size)..]).ShouldNotBe(interpreter);
        }
    }

    [Fact]
    public async Task ParkedItHoldsLessThanTwoMegabytes()
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        int.Parse(extension.Status("VmRSS").Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], null)
            .ShouldBeLessThan(2048);
        platform.Shutdown();
        (await extension.EndAsync()).ExitCode.ShouldBe(0);
    }
}
