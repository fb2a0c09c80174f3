using System.Globalization;
using System.Text.Json;

namespace RestMachine.Cdk;

internal sealed record DotnetProject(string Path, string AssemblyName, bool IsExecutable, bool IsAheadOfTime)
{
    private const string Bootstrap = "bootstrap";

    public required Version FrameworkVersion { get; init; }

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Null: a class library has none.</summary>
    public string? DefaultHandler =>
        IsAheadOfTime ? Bootstrap
        : IsExecutable ? AssemblyName
        : null;

    public static DotnetProject Find(string path, IDotnet dotnet)
    {
        var file = FindFile(path);
        var answer = dotnet.Run(
            "msbuild",
            dotnet.PathOf(file),
            "-getProperty:AssemblyName,OutputType,PublishAot,TargetFrameworkVersion",
            "-nologo",
            "-nodeReuse:false",
            "-p:Configuration=Release"
        );
        using var document = JsonDocument.Parse(answer);
        var properties = document.RootElement.GetProperty("Properties");
        var isExecutable = Is(properties, "OutputType", "Exe");
        var framework = properties.GetProperty("TargetFrameworkVersion").GetString()!.TrimStart('v');
        if (!Version.TryParse(framework, out var version))
        {
            throw new InvalidOperationException(
                $"{file} has the target framework version \"{framework}\": expected one, such as net10.0, in "
                    + "TargetFramework."
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
        };
    }

    /// <returns>The folder that becomes the function's code.</returns>
    public string Publish(string architecture, IDotnet dotnet)
    {
        var folder = System.IO.Path.Combine(Folder, "bin", "lambda", architecture);
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
        string[] selfContained = IsAheadOfTime ? [] : ["--no-self-contained"];
        // The same sources, the same bytes: no revision, no paths of this machine, no symbols.
        string[] deterministic =
        [
            "-p:ContinuousIntegrationBuild=true",
            "-p:IncludeSourceRevisionInInformationalVersion=false",
            "-p:CopyOutputSymbolsToPublishDirectory=false",
            // The managed runtime reads it, and a class library has none by itself.
            "-p:GenerateRuntimeConfigurationFiles=true",
            // Nor the symbols and the documentation of other projects.
            "-p:AllowedReferenceRelatedFileExtensions=none",
        ];
        dotnet.Run([.. arguments, .. selfContained, .. deterministic, .. dotnet.PublishOptions]);
        var executable = System.IO.Path.Combine(folder, AssemblyName);
        if (IsAheadOfTime && AssemblyName != Bootstrap)
        {
            File.Move(executable, System.IO.Path.Combine(folder, Bootstrap));
        }
        return folder;
    }

    private static string Rid(string architecture) => architecture == "arm64" ? "linux-arm64" : "linux-x64";

    private static bool Is(JsonElement properties, string name, string value) =>
        string.Equals(properties.GetProperty(name).GetString(), value, StringComparison.OrdinalIgnoreCase);

    public static string FindFile(string path)
    {
        if (File.Exists(path))
        {
            return path.EndsWith("proj", StringComparison.Ordinal)
                ? System.IO.Path.GetFullPath(path)
                : throw new InvalidOperationException(
                    $"Project is \"{path}\", which is no project file, such as a .csproj."
                );
        }
        string[] found = Directory.Exists(path)
            ? [.. Directory.GetFiles(path, "*.csproj"), .. Directory.GetFiles(path, "*.fsproj")]
            : [];
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
