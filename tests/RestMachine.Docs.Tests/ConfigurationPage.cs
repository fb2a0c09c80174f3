using System.Text.RegularExpressions;

namespace RestMachine.Docs.Tests;

/// <summary>docs/configuration.md: every variable that the sources read, every property of options and adapter, and no other.</summary>
public sealed partial class ConfigurationPage
{
    private static readonly Page s_page = Pages.Named("docs/configuration.md");

    [Fact]
    public void NamesEveryVariableOfOursAndNoOther() =>
        Variables(s_page.Text)
            .ShouldBe(Sources.All.SelectMany(file => Variables(file.Text)).ToHashSet(), ignoreOrder: true);

    [Fact]
    public void NamesEveryVariableOfLambdaThatIsRead() =>
        Sources
            .All.Where(file => file.Path.Contains("/Settings/", StringComparison.Ordinal))
            .SelectMany(file => OfLambda().Matches(file.Text).Select(found => found.Value))
            .Distinct(StringComparer.Ordinal)
            .Except(s_page.Spans, StringComparer.Ordinal)
            .ShouldBeEmpty();

    [Theory]
    [InlineData(typeof(RestApplicationOptions))]
    [InlineData(typeof(Aws.AwsApiGatewayAdapter))]
    public void NamesEverythingThatCanBeSet(Type type) =>
        type.GetProperties()
            .Where(property => property.CanWrite)
            .Select(property => property.Name)
            .Except(s_page.Spans, StringComparer.Ordinal)
            .ShouldBeEmpty();

    [Fact]
    public void NamesThePropertiesOfTheBuild() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "runtime"), "*.props", SearchOption.AllDirectories)
            .Where(file => file.Contains("/build/", StringComparison.Ordinal))
            .SelectMany(file =>
                OfTheBuild().Matches(File.ReadAllText(file)).Select(found => found.Groups["name"].Value)
            )
            .Distinct(StringComparer.Ordinal)
            .Except(s_page.Spans, StringComparer.Ordinal)
            .ShouldBeEmpty();

    private static HashSet<string> Variables(string text) => [.. OfOurs().Matches(text).Select(found => found.Value)];

    [GeneratedRegex("RESTMACHINE_[A-Z_]+", RegexOptions.None, 1000)]
    private static partial Regex OfOurs();

    [GeneratedRegex("(?<=\")AWS_LAMBDA_[A-Z_]+(?=\")", RegexOptions.None, 1000)]
    private static partial Regex OfLambda();

    [GeneratedRegex(@"\$\((?<name>(Disable)?RestMachine\w+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfTheBuild();
}
