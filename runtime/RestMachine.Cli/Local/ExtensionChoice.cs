using RestMachine.Cli.Layers;
using RestMachine.Emulator;
using RestMachine.Packaging;

namespace RestMachine.Cli.Local;

// Which extensions run: none, those of --extension, the repository's layer, which may have to be built first, or the
// command's own.
internal sealed class ExtensionChoice(LocalOptions options, TextWriter error) : IDisposable
{
    private string? folder;
    private string? repository;
    private DirectoryInfo? ownFolder;
    private int announced;

    // What can be known at once.
    public void Check()
    {
        if (options.NoExtension)
        {
            return;
        }
        if (options.Extension is { } path)
        {
            folder = Directory.Exists(path) ? Path.GetFullPath(path) : FolderOf(path);
            return;
        }
        var start = options.Project ?? Environment.CurrentDirectory;
        repository = ExtensionLayer.FindRepository(start);
        folder = repository is null ? Packaged() : null;
    }

    public async Task<string?> PrepareAsync(CancellationToken cancellationToken) =>
        repository is null ? folder : await ExtensionLayer.EnsureBuiltAsync(repository, Announce, cancellationToken);

    // After the extensions: it lies beside their folder, and beside that of a file which --extension names.
    public string? Handover(string? extensions) =>
        !options.IsHandedOver ? null
        : options.Extension is { } file && File.Exists(file)
            ? ExtensionLayer.HandoverBeside(Path.GetDirectoryName(Path.GetFullPath(file))!)
        : ExtensionLayer.HandoverBeside(extensions!);

    public void Dispose() => ownFolder?.Delete(recursive: true);

    // At the build's first line; its lines are part of the exception if it fails.
    private void Announce(string line)
    {
        if (Interlocked.Exchange(ref announced, 1) == 0)
        {
            error.WriteLine("Building the extension, once: this takes a minute or so …");
        }
    }

    // Outside of a clone: the one that travels with the command, as an installed tool has it.
    private string Packaged()
    {
        try
        {
            var package = LayerPackage.ReadPackaged(ExtensionLayer.Architecture);
            ownFolder = Directory.CreateTempSubdirectory("restmachine-extensions-");
            var extension = Path.Combine(ownFolder.FullName, LayerPackage.ExtensionPath);
            OutputFile.Write(extension, package.Extension, LayerPackage.Mode);
            var handover = Path.Combine(ownFolder.FullName, LayerPackage.HandoverPath);
            OutputFile.Write(handover, package.Handover, LayerPackage.Mode);
            return Path.GetDirectoryName(extension)!;
        }
        catch (PackagingException problem)
        {
            throw new ProjectException(
                $"Which extension? Name one with --extension, or start with --no-extension. {problem.Message}"
            );
        }
    }

    private string FolderOf(string file)
    {
        if (!File.Exists(file))
        {
            throw new ProjectException($"--extension names \"{file}\", but there is no such file or folder.");
        }
        ExecutableFile.Require("--extension", file);
        ownFolder = Directory.CreateTempSubdirectory("restmachine-extensions-");
        File.CreateSymbolicLink(Path.Combine(ownFolder.FullName, Path.GetFileName(file)), Path.GetFullPath(file));
        return ownFolder.FullName;
    }
}
