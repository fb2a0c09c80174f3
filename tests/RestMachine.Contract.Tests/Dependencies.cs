using System.Xml.Linq;

namespace RestMachine.Contract.Tests;

public class Dependencies
{
    private static readonly string s_root = FindRoot();

    [Theory]
    [InlineData("runtime/RestMachine")]
    [InlineData("runtime/RestMachine.Generators")]
    [InlineData("runtime/RestMachine.Aws", "RestMachine")]
    [InlineData("runtime/RestMachine.Aws.AmazonLambda", "RestMachine.Aws")]
    [InlineData("runtime/RestMachine.Generators.CodeFixes")]
    [InlineData("runtime/RestMachine.Emulator")]
    [InlineData("runtime/RestMachine.Cli", "RestMachine.Emulator")]
    [InlineData("layer/RestMachine.Extension")]
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
            .EnumerateFiles(Path.Combine(s_root, folder), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(s_root, Path.GetDirectoryName(file)!));

    private static XDocument Load(string project) =>
        XDocument.Load(Path.Combine(s_root, project, $"{Path.GetFileName(project)}.csproj"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RestMachine.sln")))
        {
            folder =
                folder.Parent
                ?? throw new DirectoryNotFoundException("RestMachine.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
