using System.Xml.Linq;
using RestMachine.Tests;

namespace RestMachine.Contract.Tests;

public class Dependencies
{
    [Theory]
    [InlineData("runtime/RestMachine")]
    [InlineData("runtime/RestMachine.Generators")]
    [InlineData("runtime/RestMachine.Aws", "RestMachine")]
    [InlineData("runtime/RestMachine.Aws.AmazonLambda", "RestMachine.Aws")]
    [InlineData("runtime/RestMachine.AspNetCore", "RestMachine")]
    [InlineData("runtime/RestMachine.Generators.CodeFixes")]
    [InlineData("runtime/RestMachine.Emulator")]
    [InlineData("runtime/RestMachine.Cli", "RestMachine.Emulator")]
    [InlineData("layer/RestMachine.Extension")]
    [InlineData("layer/RestMachine.Handover")]
    public void PointOneWay(string project, params string[] expected) => ReferencesOf(project).ShouldBe(expected);

    [Fact]
    public void AreDecidedForEveryProjectThatShips()
    {
        var decided = typeof(Dependencies)
            .GetMethod(nameof(PointOneWay))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Select(row => (string)((InlineDataAttribute)row).Data[0]!);

        decided.Order().ShouldBe(ProjectsIn("runtime").Concat(ProjectsIn("layer")).Order());
    }

    [Fact]
    public void OfTheFrameworkAreNoPackageOfAws() =>
        PackagesOf("runtime/RestMachine").ShouldNotContain(name => name.StartsWith("Amazon", StringComparison.Ordinal));

    [Theory]
    [InlineData("layer/RestMachine.Extension")]
    [InlineData("layer/RestMachine.Handover")]
    [InlineData("runtime/RestMachine.Emulator")]
    [InlineData("runtime/RestMachine.Cli")]
    public void OfTheOtherSideAreNotEvenFilesOfTheFramework(string project) =>
        Load(project)
            .Descendants()
            .Attributes("Include")
            .Where(include => include.Parent!.Name.LocalName is "Compile" or "EmbeddedResource" or "Reference")
            .ShouldBeEmpty();

    private static string[] ReferencesOf(string project) =>
        [
            .. Load(project)
                .Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)),
        ];

    private static string[] PackagesOf(string project) =>
        [.. Load(project).Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!)];

    private static IEnumerable<string> ProjectsIn(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!));

    private static XDocument Load(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, project, $"{Path.GetFileName(project)}.csproj"));
}
