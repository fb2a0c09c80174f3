namespace RestMachine.Docs.Tests;

/// <summary>The product's own source files: what runs on users' machines and on Lambda, tests and samples left out.</summary>
internal static class Sources
{
    private static readonly string[] Folders = ["runtime", "layer", "infra"];

    public static IReadOnlyList<SourceFile> All { get; } =
    [
        .. Folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            )
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Repository.Root, path)))),
    ];
}
