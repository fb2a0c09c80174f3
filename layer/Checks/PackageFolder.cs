using System.IO.Enumeration;

namespace RestMachine.Checks;

internal static class PackageFolder
{
    private static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>All files, but those behind links to folders, which may lead in a circle or out, and behind broken ones.</summary>
    public static IEnumerable<PackedFile> Files(string folder) =>
        new FileSystemEnumerable<string>(folder, (ref entry) => entry.ToFullPath(), All)
        {
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
        }
            .Where(IsThere)
            .Order(StringComparer.Ordinal)
            .Select(file => new PackedFile(
                Path.GetRelativePath(folder, file).Replace('\\', '/'),
                OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(file),
                () => File.ReadAllBytes(file)
            ));

    // A broken link is a file that exists, to .NET.
    private static bool IsThere(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null || file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true };
    }
}
