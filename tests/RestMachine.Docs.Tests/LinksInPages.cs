using System.Text.RegularExpressions;

namespace RestMachine.Docs.Tests;

/// <summary>Links within the repository lead somewhere: to a file or folder, and of a page to a heading.</summary>
public sealed partial class LinksInPages
{
    public static TheoryData<string> Paths => [.. Pages.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void LeadSomewhere(string path)
    {
        var page = Pages.Named(path);

        LinksOf(page).Where(link => !LeadsSomewhere(page, link)).ShouldBeEmpty();
    }

    [Fact]
    public void LeadToEveryPageOfTheDocumentation()
    {
        var linked = Pages.All.SelectMany(page => LinksOf(page).Select(link => Resolve(page, link.Split('#')[0])));

        Pages
            .All.Select(page => page.Path)
            .Where(path => path.StartsWith("docs/", StringComparison.Ordinal))
            .Except(linked.Select(path => Path.GetRelativePath(Repository.Root, path)), StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[x](docs/none.md)")]
    [InlineData("[x](docs/receipt.md#none)")]
    public void AreFoundWhenTheyLeadNowhere(string text) =>
        Link()
            .Matches(text)
            .Select(link => link.Groups["target"].Value)
            .Count(link => !LeadsSomewhere(Pages.Named("README.md"), link))
            .ShouldBe(1);

    private static IEnumerable<string> LinksOf(Page page) =>
        Link()
            .Matches(page.Prose)
            .Select(link => link.Groups["target"].Value)
            .Where(link =>
                !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal)
            );

    private static bool LeadsSomewhere(Page page, string link)
    {
        var parts = link.Split('#');
        var target = parts[0].Length == 0 ? Path.Combine(Repository.Root, page.Path) : Resolve(page, parts[0]);
        if (parts.Length == 1)
        {
            return Path.Exists(target);
        }

        var path = Path.GetRelativePath(Repository.Root, target);
        return Pages.All.Any(other => other.Path == path && other.Anchors.Contains(parts[1]));
    }

    private static string Resolve(Page page, string link) =>
        Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, link));

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
