namespace RestMachine.Docs.Tests;

/// <summary>Every page that users read: README.md, docs/, and the READMEs of packages, templates and samples.</summary>
internal static class Pages
{
    private static readonly string[] Folders = ["docs", "runtime", "infra", "samples", "templates"];
    private static readonly string[] Roots = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"];

    public static IReadOnlyList<Page> All { get; } =
    [
        .. Roots
            .Concat(Folders.Where(Exists).SelectMany(PagesIn))
            .Order(StringComparer.Ordinal)
            .Select(path => new Page(path)),
    ];

    public static Page Named(string path) => All.Single(page => page.Path == path);

    private static bool Exists(string folder) => Directory.Exists(Path.Combine(Repository.Root, folder));

    // Of what was built or restored there may be pages too; they are not ours.
    private static IEnumerable<string> PagesIn(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "cdk.out"));
}
