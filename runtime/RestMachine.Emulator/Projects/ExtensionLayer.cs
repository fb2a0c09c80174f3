using System.Runtime.InteropServices;
using RestMachine.Emulator.Projects;

namespace RestMachine.Emulator;

/// <summary>The built layer of the repository: <c>artifacts/layer/{architecture}</c>.</summary>
public static class ExtensionLayer
{
    private const string Extension = "restmachine-shutdown";
    private const string Handover = "restmachine/restmachine-handover";

    /// <summary>The folder's name for this machine's processor: <c>x86_64</c> or <c>arm64</c>, as in Lambda.</summary>
    public static string Architecture =>
        RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64
            ? "arm64"
            : "x86_64";

    /// <summary>
    /// Finds the extensions folder for <see cref="LambdaEnvironmentOptions.ExtensionsDirectory"/> in the repository that
    /// contains a path, and builds it with <c>layer/Layer.proj</c> when it is not there yet.
    /// </summary>
    /// <param name="startPath">Where the search for <c>RestMachine.sln</c> begins; it goes upwards.</param>
    /// <param name="output">Called with every line that the build prints. Default: null.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="ProjectException">There is no repository around the path, or the layer does not build.</exception>
    public static async Task<string> EnsureBuiltAsync(
        string startPath,
        Action<string>? output = null,
        CancellationToken cancellationToken = default
    )
    {
        var root =
            FindRepository(startPath)
            ?? throw new ProjectException(
                $"No RestMachine.sln was found in or above \"{startPath}\", so there is no layer to take the extension from."
            );
        var artifacts = Path.Combine(root, "artifacts");
        var folder = Path.Combine(artifacts, "layer", Architecture, "extensions");
        using var turn = await BuildLock.TakeAsync(artifacts, cancellationToken);
        if (!File.Exists(Path.Combine(folder, Extension)) || !File.Exists(HandoverBeside(folder)))
        {
            var project = Path.Combine(root, "layer", "Layer.proj");
            string[] arguments = ["build", project, $"-p:Architecture={Architecture}", "--disable-build-servers"];
            await DotnetCommand.RunAsync([.. arguments, "-nologo"], output, cancellationToken);
        }
        return File.Exists(Path.Combine(folder, Extension))
            ? folder
            : throw new ProjectException($"The layer was built, but {folder} has no file {Extension}.");
    }

    /// <summary>
    /// The program for <see cref="LambdaEnvironmentOptions.ExecWrapper"/> that makes the function outlive the process that
    /// Lambda ends. Experimental.
    /// </summary>
    /// <param name="extensions">The layer's extensions folder.</param>
    public static string HandoverBeside(string extensions) =>
        Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(extensions)) ?? "/", Handover);

    /// <summary>The folder with <c>RestMachine.sln</c> that a path is, or lies in; null: there is none.</summary>
    public static string? FindRepository(string startPath)
    {
        for (var folder = new DirectoryInfo(Path.GetFullPath(startPath)); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RestMachine.sln")))
            {
                return folder.FullName;
            }
        }
        return null;
    }
}
