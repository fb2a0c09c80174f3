using System.Runtime.InteropServices;
using RestMachine.Emulator.Projects;

namespace RestMachine.Emulator;

/// <summary>
/// The extension's folder: the one that travels with the package RestMachine.Emulator, or the one that a clone of the
/// repository builds, <c>artifacts/layer/{architecture}/extensions</c>.
/// </summary>
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
    /// The folder for <see cref="LambdaEnvironmentOptions.ExtensionsDirectory"/> that the package RestMachine.Emulator has
    /// put beside the program.
    /// </summary>
    /// <exception cref="ProjectException">It is not there, or not executable and of another owner.</exception>
    public static string FindPackaged() => FindPackaged(AppContext.BaseDirectory);

    internal static string FindPackaged(string program)
    {
        var folder = Path.Combine(program, "restmachine-emulator", Architecture, "extensions");
        var extension = Path.Combine(folder, Extension);
        if (!File.Exists(extension))
        {
            throw new ProjectException(
                $"{extension} is missing: refer to the package RestMachine.Emulator, which puts it there, or, in a clone, "
                    + "call EnsureBuiltAsync, which builds it."
            );
        }
        MakeExecutable(extension);
        return folder;
    }

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
        if (!File.Exists(Path.Combine(folder, Extension)) || !File.Exists(PathOfHandover(folder)))
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
    /// The layer's other program, <c>restmachine-handover</c>, for <see cref="LambdaEnvironmentOptions.ExecWrapper"/>: with it
    /// the function outlives the process that Lambda ends. Experimental.
    /// </summary>
    /// <param name="extensions">The layer's extensions folder, as the other methods find it.</param>
    /// <exception cref="ProjectException">It is not there, or not executable and of another owner.</exception>
    public static string HandoverBeside(string extensions)
    {
        var handover = PathOfHandover(extensions);
        if (!File.Exists(handover))
        {
            throw new ProjectException(
                $"{handover} is missing, which handover needs: expected it in the layer's folder restmachine, beside extensions."
            );
        }
        MakeExecutable(handover);
        return handover;
    }

    private static string PathOfHandover(string extensions) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(extensions).TrimEnd('/')) ?? "/", Handover);

    // A NuGet package carries no modes.
    private static void MakeExecutable(string file)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows() || File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute))
        {
            return;
        }
        try
        {
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | Execute);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ProjectException($"{file} is not executable ({exception.Message}): run chmod +x on it.");
        }
    }

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
