using RestMachine.Emulator;

namespace RestMachine.Cli.Local;

// From the command's options to an environment's: builds what has to be built.
internal sealed class Setup(LocalOptions options, TextWriter error) : IDisposable
{
    private DirectoryInfo? ownFolder;

    public async Task<LambdaEnvironmentOptions> PrepareAsync(Action<LogLine> log, CancellationToken cancellationToken)
    {
        var (name, executable) = await FindFunctionAsync(cancellationToken);
        var settings = new LambdaEnvironmentOptions
        {
            Command = [executable],
            FunctionName = name,
            ExtensionsDirectory = await FindExtensionsAsync(cancellationToken),
            EnvironmentVariables = options.Variables,
            FrontDoorPort = options.Requests.Count == 0 ? options.Port : null,
            FrontDoor = options.FrontDoor,
            RuntimeShare = options.RuntimeShare is { } share ? TimeSpan.FromMilliseconds(share) : null,
            Log = log,
        };
        return settings with
        {
            MemorySize = options.Memory ?? settings.MemorySize,
            InitTimeout = ToTime(options.InitTimeout) ?? settings.InitTimeout,
            FunctionTimeout = ToTime(options.Timeout) ?? settings.FunctionTimeout,
        };
    }

    public void Dispose() => ownFolder?.Delete(recursive: true);

    private async Task<(string Name, string Executable)> FindFunctionAsync(CancellationToken cancellationToken)
    {
        if (options.Executable is { } file)
        {
            return File.Exists(file)
                ? (Path.GetFileNameWithoutExtension(file), Path.GetFullPath(file))
                : throw new ProjectException($"--executable names \"{file}\", but there is no such file.");
        }
        await error.WriteLineAsync($"Publishing {options.Project}{(options.Jit ? " (JIT)" : "")} …");
        var project = await FunctionProject.PublishAsync(
            options.Project!,
            options.Jit,
            cancellationToken: cancellationToken
        );
        return (project.Name, project.Executable);
    }

    private async Task<string?> FindExtensionsAsync(CancellationToken cancellationToken)
    {
        if (options.NoExtension)
        {
            return null;
        }
        if (options.Extension is not { } path)
        {
            return await EnsureLayerAsync(cancellationToken);
        }
        if (Directory.Exists(path))
        {
            return Path.GetFullPath(path);
        }
        if (!File.Exists(path))
        {
            throw new ProjectException($"--extension names \"{path}\", but there is no such file or folder.");
        }
        ownFolder = Directory.CreateTempSubdirectory("restmachine-extensions-");
        File.CreateSymbolicLink(Path.Combine(ownFolder.FullName, Path.GetFileName(path)), Path.GetFullPath(path));
        return ownFolder.FullName;
    }

    private async Task<string> EnsureLayerAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ExtensionLayer.EnsureBuiltAsync(
                options.Project ?? Environment.CurrentDirectory,
                line => error.WriteLine(line),
                cancellationToken
            );
        }
        catch (ProjectException exception)
        {
            throw new ProjectException($"{exception.Message} Name one with --extension, or start with --no-extension.");
        }
    }

    private static TimeSpan? ToTime(decimal? seconds) =>
        seconds is { } value ? TimeSpan.FromSeconds((double)value) : null;
}
