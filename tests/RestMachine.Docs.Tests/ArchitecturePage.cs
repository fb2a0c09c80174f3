namespace RestMachine.Docs.Tests;

/// <summary>docs/architecture.md: a row for every project of the product, with its folders as they are.</summary>
public sealed class ArchitecturePage
{
    private static readonly string[] Roots = ["runtime", "layer", "infra"];

    // Of the build and of the package.
    private static readonly string[] NoParts = ["bin", "obj", "build", "buildTransitive"];

    private static readonly Page s_page = Pages.Named("docs/architecture.md");

    public static TheoryData<string> Projects =>
        [.. Roots.SelectMany(FoldersOf).Where(folder => Directory.EnumerateFiles(Absolute(folder), "*.csproj").Any())];

    [Theory]
    [MemberData(nameof(Projects))]
    public void HasTheProjectWithItsFolders(string project)
    {
        var row = s_page.Text.Split('\n').Single(line => line.StartsWith($"| `{project}` |", StringComparison.Ordinal));

        row.Split(" | ")[2]
            .Split('`')
            .Where((_, index) => index % 2 == 1)
            .ShouldBe(
                FoldersOf(project).Select(folder => Path.GetFileName(folder)),
                ignoreOrder: true,
                customMessage: $"The third cell of {project} in docs/architecture.md has its folders, and no others."
            );
    }

    [Fact]
    public void NamesNoFolderThatIsNotThere() =>
        s_page
            .Spans.Where(span => Roots.Any(root => span.StartsWith($"{root}/", StringComparison.Ordinal)))
            .Where(span => !Path.Exists(Absolute(span)))
            .ShouldBeEmpty();

    private static IEnumerable<string> FoldersOf(string folder) =>
        Directory
            .EnumerateDirectories(Absolute(folder))
            .Select(path => Path.GetRelativePath(Repository.Root, path))
            .Where(path => !NoParts.Contains(Path.GetFileName(path), StringComparer.Ordinal))
            .Where(path => Directory.EnumerateFiles(Absolute(path), "*.cs*", SearchOption.AllDirectories).Any());

    private static string Absolute(string path) => Path.Combine(Repository.Root, path);
}
