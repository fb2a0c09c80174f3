namespace RestMachine.Checks;

internal static class PackageFolder
{
    public static IEnumerable<PackedFile> Files(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => new PackedFile(
                Path.GetRelativePath(folder, file).Replace('\\', '/'),
                OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(file),
                () => File.ReadAllBytes(file)
            ));
}
