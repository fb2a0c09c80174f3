using System.Runtime.InteropServices;
using System.Text.Json;
using RestMachine.Emulator.Projects;

namespace RestMachine.Emulator;

/// <summary>
/// A C# project that can be published as a function: it exists, it is an executable, and this machine has a linker if
/// it is compiled ahead of time.
/// </summary>
public sealed class FunctionSource
{
    private readonly string file;
    private readonly bool jit;

    private FunctionSource(string file, string name, bool jit)
    {
        this.file = file;
        this.jit = jit;
        Name = name;
    }

    /// <summary>The name of its assembly.</summary>
    public string Name { get; }

    private static string RuntimeIdentifier =>
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    private string Folder => FolderOf(file);

    /// <summary>Finds out within seconds, without building, whether a project can be published.</summary>
    /// <param name="path">
    /// A project file, a folder with exactly one, or the folder <c>Name</c> of a solution that has <c>Name/Name.csproj</c>.
    /// </param>
    /// <param name="jit">
    /// True: whatever the project says, publish for the .NET runtime of this machine. Faster to build, slower to start.
    /// </param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ProjectException">
    /// There is no project at the path, it is no executable, or it is compiled ahead of time and no linker is on PATH.
    /// </exception>
    public static async Task<FunctionSource> FindAsync(
        string path,
        bool jit = false,
        CancellationToken cancellationToken = default
    )
    {
        var project = FindProjectFile(path);
        using var turn = await BuildLock.TakeAsync(FolderOf(project), cancellationToken);
        var text = await DotnetCommand.RunAsync(
            [
                "msbuild",
                project,
                "-getProperty:AssemblyName,OutputType,PublishAot,CppCompilerAndLinker,CppCompilerAndLinkerAlternative",
                "-p:Configuration=Release",
                $"-p:RuntimeIdentifier={RuntimeIdentifier}",
                "-nologo",
                "-nodeReuse:false",
            ],
            null,
            cancellationToken
        );
        using var document = JsonDocument.Parse(text[text.IndexOf('{')..(text.LastIndexOf('}') + 1)]);
        var properties = document.RootElement.GetProperty("Properties");
        if (!Is("Exe", properties, "OutputType"))
        {
            throw new ProjectException(
                $"{project} is a class library, and this environment runs executables: "
                    + "set <OutputType>Exe</OutputType> and end Program.cs with the adapter's RunAsync()."
            );
        }
        if (!jit && Is("true", properties, "PublishAot"))
        {
            RequireLinker(project, OwnLinker(properties));
        }
        return new FunctionSource(project, properties.GetProperty("AssemblyName").GetString()!, jit);
    }

    /// <summary>
    /// Publishes the project in its Release configuration with <c>dotnet publish</c>, for this machine's processor, into
    /// the folder <c>bin/local</c> of the project.
    /// </summary>
    /// <param name="output">Called with every line that the build prints. Default: null.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="ProjectException">It does not build; the message ends with what the build printed.</exception>
    public async Task<FunctionProject> PublishAsync(
        Action<string>? output = null,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = await BuildLock.TakeAsync(Folder, cancellationToken);
        var target = Path.Combine(Folder, jit ? $"{RuntimeIdentifier}-jit" : RuntimeIdentifier);
        string[] publish = ["publish", file, "-c", "Release", "-r", RuntimeIdentifier, "-o", target];
        string[] forJit = jit ? ["-p:PublishAot=false", "--no-self-contained"] : [];
        await DotnetCommand.RunAsync(
            [.. publish, .. forJit, "--disable-build-servers", "-nologo"],
            output,
            cancellationToken
        );
        string[] candidates = [Path.Combine(target, "bootstrap"), Path.Combine(target, Name)];
        return candidates.FirstOrDefault(File.Exists) is { } executable
            ? new FunctionProject(Name, executable)
            : throw new ProjectException($"{file} published neither \"bootstrap\" nor \"{Name}\" into {target}.");
    }

    private static string FolderOf(string project) => Path.Combine(Path.GetDirectoryName(project)!, "bin", "local");

    private static bool Is(string value, JsonElement properties, string name) =>
        string.Equals(properties.GetProperty(name).GetString(), value, StringComparison.OrdinalIgnoreCase);

    // Once the project has been restored the SDK names its default too, which has an alternative; a choice has none.
    private static string OwnLinker(JsonElement properties) =>
        properties.GetProperty("CppCompilerAndLinkerAlternative").GetString()!.Length > 0
            ? ""
            : properties.GetProperty("CppCompilerAndLinker").GetString()!;

    // What the SDK would look for: the project's own choice, else clang, else gcc (Microsoft.NETCore.Native.Unix.targets).
    private static void RequireLinker(string project, string own)
    {
        string[] linkers = own.Length > 0 ? [own] : ["clang", "gcc"];
        if (linkers.All(linker => ProgramPath.Find(linker) is null))
        {
            throw new ProjectException(
                $"{project} is compiled ahead of time (PublishAot), and its linker is not on PATH: expected "
                    + $"{string.Join(" or ", linkers)}. On Debian: apt-get install -y gcc binutils libc6-dev. "
                    + "Without one, publish for the .NET runtime of this machine (jit, --jit)."
            );
        }
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
        return projects.Length == 1 ? Path.GetFullPath(projects[0])
            : projects.Length == 0 && OfTheSameName(path) is { } project ? project
            : throw new ProjectException($"\"{path}\" has {projects.Length} project files: expected one, or name it.");
    }

    // The template's layout: Shop/Shop/Shop.csproj beside Shop/Shop.Tests.
    private static string? OfTheSameName(string path)
    {
        var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var project = Path.Combine(folder.FullName, folder.Name, $"{folder.Name}.csproj");
        return File.Exists(project) ? project : null;
    }
}
