using System.Runtime.Versioning;

namespace RestMachine.Emulator.Tests;

[SupportedOSPlatform("linux")]
public sealed class PackagedExtension : IDisposable
{
    private readonly DirectoryInfo _program = Directory.CreateTempSubdirectory("emulator-tests-");

    private string Folder =>
        Path.Combine(_program.FullName, "restmachine-emulator", ExtensionLayer.Architecture, "extensions");

    public void Dispose() => _program.Delete(recursive: true);

    [Fact]
    public void IsExecutableAlthoughPackagesCarryNoModes()
    {
        var file = Path.Combine(Directory.CreateDirectory(Folder).FullName, "restmachine-shutdown");
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);

        ExtensionLayer.FindPackaged(_program.FullName).ShouldBe(Folder);

        File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        ExtensionLayer.FindPackaged(_program.FullName).ShouldBe(Folder);
    }

    [Fact]
    public void HasTheHandoverProgramBesideItExecutableToo()
    {
        var file = Path.Combine(Path.GetDirectoryName(Folder)!, "restmachine", "restmachine-handover");
        Should
            .Throw<ProjectException>(() => ExtensionLayer.HandoverBeside(Folder))
            .Message.ShouldStartWith($"{file} is missing");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);

        ExtensionLayer.HandoverBeside(Folder + "/").ShouldBe(file);

        File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
    }

    [Fact]
    public void ThatIsMissingIsNamedWithWhatToDo() =>
        Should
            .Throw<ProjectException>(() => ExtensionLayer.FindPackaged(_program.FullName))
            .Message.ShouldBe(
                $"{Folder}/restmachine-shutdown is missing: refer to the package RestMachine.Emulator, which puts it there, "
                    + "or, in a clone, call EnsureBuiltAsync, which builds it."
            );
}
