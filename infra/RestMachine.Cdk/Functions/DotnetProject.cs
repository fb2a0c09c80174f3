using System.Globalization;
using System.Text.Json;

namespace RestMachine.Cdk;

internal sealed record DotnetProject(string Path, string AssemblyName, bool IsExecutable, bool IsAheadOfTime)
{
    private const string Bootstrap = "bootstrap";

    public required Version FrameworkVersion { get; init; }

    /// <summary>False: .NET Framework or .NET Standard.</summary>
    public required bool IsNet { get; init; }

    public required PublishOptions Options { get; init; }

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Null: a class library has none.</summary>
    public string? DefaultHandler =>
        IsAheadOfTime ? Bootstrap
        : IsExecutable ? AssemblyName
        : null;

    public static DotnetProject Find(string path, string architecture, PublishOptions options, IDotnet dotnet)
    {
        var file = FindFile(path);
        string[] framework = options.Framework is { } name ? [$"-p:TargetFramework={name}"] : [];
        string[] question =
        [
            "msbuild",
            dotnet.PathOf(file),
            "-getProperty:AssemblyName,OutputType,PublishAot,TargetFrameworkVersion,TargetFrameworkIdentifier,"
                + "TargetFrameworks",
            "-nologo",
            "-nodeReuse:false",
            // As when it is published: conditions in the project may ask for them.
            "-p:Configuration=Release",
            $"-p:RuntimeIdentifier={Rid(architecture)}",
            "-p:_IsPublishing=true",
        ];
        var answer = dotnet.Run([.. question, .. framework, .. options.Arguments]);
        using var document = JsonDocument.Parse(answer);
        var properties = document.RootElement.GetProperty("Properties");
        var isExecutable = Is(properties, "OutputType", "Exe");
        if (!Version.TryParse(Text(properties, "TargetFrameworkVersion").TrimStart('v'), out var version))
        {
            var several = Text(properties, "TargetFrameworks");
            throw new InvalidOperationException(
                several == ""
                    ? $"{file} has no target framework: expected one, such as net10.0, in TargetFramework."
                    : $"{file} is for {several}: set Framework to the one to publish."
            );
        }
        return new DotnetProject(
            file,
            properties.GetProperty(nameof(AssemblyName)).GetString()!,
            isExecutable,
            isExecutable && Is(properties, "PublishAot", "true")
        )
        {
            FrameworkVersion = version,
            IsNet = Is(properties, "TargetFrameworkIdentifier", ".NETCoreApp"),
            Options = options,
        };
    }

    /// <returns>The folder that becomes the function's code.</returns>
    public string Publish(string architecture, IDotnet dotnet)
    {
        // With a dot: no project takes what it has published for its content, wherever its own bin folder is.
        var folder = System.IO.Path.Combine(Folder, "bin", ".lambda", architecture + Options.Suffix);
        // What an earlier version published is no part of this one.
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        string[] arguments =
        [
            "publish",
            dotnet.PathOf(Path),
            "-o",
            dotnet.PathOf(folder),
            "-c",
            "Release",
            "-r",
            Rid(architecture),
            "-nologo",
        ];
        // The managed runtime starts an assembly, and brings .NET along, whole.
        string[] managed = IsAheadOfTime
            ? []
            : ["--no-self-contained", "-p:PublishSingleFile=false", "-p:PublishTrimmed=false"];
        string[] framework = Options.Framework is { } name ? ["-f", name] : [];
        // The same sources, the same bytes: no revision, no paths of this machine, no symbols.
        string[] deterministic =
        [
            "-p:ContinuousIntegrationBuild=true",
            PublishOptions.Property("PathMap", $"{Doubled(dotnet.PathOf(Folder))}=/_"),
            "-p:IncludeSourceRevisionInInformationalVersion=false",
            "-p:CopyOutputSymbolsToPublishDirectory=false",
            // The managed runtime reads it, and a class library has none by itself.
            "-p:GenerateRuntimeConfigurationFiles=true",
            // Nor the symbols and the documentation of other projects.
            "-p:AllowedReferenceRelatedFileExtensions=none",
        ];
        dotnet.Run([
            .. arguments,
            .. framework,
            .. managed,
            .. deterministic,
            .. Options.Arguments,
            .. dotnet.PublishOptions,
        ]);
        var executable = System.IO.Path.Combine(folder, AssemblyName);
        if (IsAheadOfTime && AssemblyName != Bootstrap)
        {
            File.Move(executable, System.IO.Path.Combine(folder, Bootstrap));
        }
        return folder;
    }

    // As the compiler's PathMap has characters of its own.
    private static string Doubled(string path) =>
        path.Replace(",", ",,", StringComparison.Ordinal).Replace("=", "==", StringComparison.Ordinal);

    private static string Rid(string architecture) => architecture == "arm64" ? "linux-arm64" : "linux-x64";

    private static string Text(JsonElement properties, string name) => properties.GetProperty(name).GetString()!;

    private static bool Is(JsonElement properties, string name, string value) =>
        string.Equals(Text(properties, name), value, StringComparison.OrdinalIgnoreCase);

    private static bool IsProject(string file) =>
        System.IO.Path.GetExtension(file).ToUpperInvariant() is ".CSPROJ" or ".FSPROJ" or ".VBPROJ";

    public static string FindFile(string path)
    {
        if (File.Exists(path))
        {
            return IsProject(path)
                ? System.IO.Path.GetFullPath(path)
                : throw new InvalidOperationException(
                    $"Project is \"{path}\", which is no project file, such as a .csproj."
                );
        }
        string[] found = Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.??proj").Where(IsProject)] : [];
        return found.Length == 1
            ? System.IO.Path.GetFullPath(found[0])
            : throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Project is \"{path}\", where {found.Length} project files are: expected the path of one, relative to "
                )
                    + Directory.GetCurrentDirectory()
                    + "."
            );
    }
}
