using System.Runtime.InteropServices;
using System.Text.Json;
using RestMachine.Emulator.Projects;

namespace RestMachine.Emulator;

/// <summary>A C# project, published for this machine so that it can run as a function.</summary>
/// <param name="Name">The name of its assembly.</param>
/// <param name="Executable">
/// What to run, for <see cref="LambdaEnvironmentOptions.Command"/>: the file <c>bootstrap</c> if the project publishes
/// one, else the one named like the assembly.
/// </param>
public sealed record FunctionProject(string Name, string Executable)
{
    /// <summary>
    /// Publishes the project in its Release configuration with <c>dotnet publish</c>, for this machine's processor, into
    /// the folder <c>bin/local</c> of the project. Whether it is compiled ahead of time is what the project says.
    /// </summary>
    /// <param name="path">A project file, or a folder with exactly one.</param>
    /// <param name="jit">
    /// True: whatever the project says, publish for the .NET runtime of this machine. Faster to build, slower to start.
    /// </param>
    /// <param name="output">Called with every line that the build prints. Default: null.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="ProjectException">
    /// There is no project at the path, it does not build, or it is no executable.
    /// </exception>
    public static async Task<FunctionProject> PublishAsync(
        string path,
        bool jit = false,
        Action<string>? output = null,
        CancellationToken cancellationToken = default
    )
    {
        var project = FindProjectFile(path);
        var folder = Path.Combine(Path.GetDirectoryName(project)!, "bin", "local");
        using var turn = await BuildLock.TakeAsync(folder, cancellationToken);
        var name = await ReadAssemblyNameAsync(project, cancellationToken);
        var rid = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        var target = Path.Combine(folder, jit ? $"{rid}-jit" : rid);
        string[] arguments = ["publish", project, "-c", "Release", "-r", rid, "-o", target, "--disable-build-servers"];
        string[] forJit = jit ? ["-p:PublishAot=false", "--no-self-contained"] : [];
        await DotnetCommand.RunAsync([.. arguments, .. forJit, "-nologo"], output, cancellationToken);
        string[] candidates = [Path.Combine(target, "bootstrap"), Path.Combine(target, name)];
        return candidates.FirstOrDefault(File.Exists) is { } executable
            ? new FunctionProject(name, executable)
            : throw new ProjectException($"{project} published neither \"bootstrap\" nor \"{name}\" into {target}.");
    }

    private static string FindProjectFile(string path)
    {
        if (File.Exists(path))
        {
            return Path.GetFullPath(path);
        }
        if (!Directory.Exists(path))
        {
            throw new ProjectException($"\"{path}\" does not exist: expected a project file or a folder with one.");
        }
        var projects = Directory.GetFiles(path, "*.csproj");
        return projects.Length == 1
            ? Path.GetFullPath(projects[0])
            : throw new ProjectException($"\"{path}\" has {projects.Length} project files: expected one, or name it.");
    }

    private static async Task<string> ReadAssemblyNameAsync(string project, CancellationToken cancellationToken)
    {
        var text = await DotnetCommand.RunAsync(
            ["msbuild", project, "-getProperty:AssemblyName,OutputType", "-nologo", "-nodeReuse:false"],
            null,
            cancellationToken
        );
        using var document = JsonDocument.Parse(text);
        var properties = document.RootElement.GetProperty("Properties");
        if (!string.Equals(properties.GetProperty("OutputType").GetString(), "Exe", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProjectException(
                $"{project} is a class library, and this environment runs executables: "
                    + "set <OutputType>Exe</OutputType> and end Program.cs with the adapter's RunAsync()."
            );
        }
        return properties.GetProperty("AssemblyName").GetString()!;
    }
}
