using RestMachine.Checks;

namespace RestMachine.Cdk;

/// <summary>A package for an OS-only runtime whose bootstrap is a script that starts the program through the layer's wrapper.</summary>
internal static class HandoverPackage
{
    private const string Bootstrap = "bootstrap";
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    /// <param name="path">The function's, for what is wrong.</param>
    /// <param name="package">As it was published; it stays as it is, for functions without handover.</param>
    /// <returns>Another folder.</returns>
    /// <exception cref="InvalidOperationException">The program's name is taken.</exception>
    public static string Of(string path, string package)
    {
        if (Path.Exists(Path.Combine(package, HandoverMode.FunctionName)))
        {
            throw new InvalidOperationException(
                $"{path} publishes something named \"{HandoverMode.FunctionName}\", which is the program's name in a package for "
                    + "handover: name it otherwise."
            );
        }
        var folder = $"{package}-handover";
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        foreach (var file in Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(package, file);
            var target = Path.Combine(folder, name == Bootstrap ? HandoverMode.FunctionName : name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        var script = Path.Combine(folder, Bootstrap);
        File.WriteAllText(script, HandoverMode.Script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, Executable);
        }
        return folder;
    }
}
