using System.Xml.Linq;

namespace RestMachine.Packages.Tests.Templates;

public sealed class Versions
{
    private static readonly string s_content = Path.Combine(Repository.Root, "templates/RestMachine.Templates/content");

    [Fact]
    public void OfOthersInANewSolutionAreThoseOfThisRepository()
    {
        var ours = Elements(Path.Combine(Repository.Root, "Directory.Packages.props"), "PackageVersion").ToArray();
        var theirs = Directory
            .EnumerateFiles(s_content, "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => Elements(file, "PackageReference"))
            .Where(package => !package.StartsWith("RestMachine", StringComparison.Ordinal))
            .ToArray();

        var shared = theirs.IntersectBy(ours.Select(NameOf), NameOf, StringComparer.Ordinal).ToArray();
        shared.Select(NameOf).ShouldContain("Microsoft.Data.Sqlite");
        shared.Except(ours, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void OfOursInANewSolutionAreTheTemplatesOwn() =>
        Directory
            .EnumerateFiles(s_content, "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => Elements(file, "PackageReference"))
            .Where(package => package.StartsWith("RestMachine", StringComparison.Ordinal))
            .ShouldAllBe(package => package.EndsWith(" RESTMACHINE-VERSION"));

    private static string NameOf(string package) => package.Split(' ')[0];

    private static IEnumerable<string> Elements(string file, string name) =>
        XDocument
            .Load(file)
            .Descendants(name)
            .Select(element => $"{(string?)element.Attribute("Include")} {(string?)element.Attribute("Version")}");
}
