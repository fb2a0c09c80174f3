using System.Text.RegularExpressions;

namespace RestMachine.Docs.Tests;

/// <summary>docs/logs-and-metrics.md: every metric, and every member of a JSON line.</summary>
public sealed partial class LogsAndMetricsPage
{
    private static readonly Page s_page = Pages.Named("docs/logs-and-metrics.md");

    [Fact]
    public void HasARowForEveryMetricAndNoOther() =>
        s_page
            .Section("Metrics")
            .Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1])
            .ShouldBe(Found(Metric(), "layer/RestMachine.Extension/Shutdown/ShutdownMetrics.cs"), ignoreOrder: true);

    [Theory]
    [InlineData("layer/RestMachine.Extension/Shutdown/ShutdownReport.cs")]
    [InlineData("layer/RestMachine.Extension/Shutdown/ShutdownPhase.cs")]
    [InlineData("runtime/RestMachine.Aws/Shutdown/ShutdownLog.cs")]
    [InlineData("runtime/RestMachine.Aws/Logging/FunctionLog.cs")]
    public void NamesEveryMemberOfAJsonLine(string source) =>
        Found(Member(), source).Except(s_page.Spans, StringComparer.Ordinal).ShouldBeEmpty();

    private static string[] Found(Regex pattern, string source)
    {
        var text = Sources.All.Single(file => file.Path == source).Text;
        string[] found =
        [
            .. pattern.Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal),
        ];
        found.ShouldNotBeEmpty(source);
        return found;
    }

    [GeneratedRegex("""\\"Name\\":\\"(?<name>\w+)\\""" + "\"", RegexOptions.None, 1000)]
    private static partial Regex Metric();

    [GeneratedRegex(
        """(LogField(\.Of)?|new|WriteString)\("(?<name>[a-z]\w*)"(u8)?,""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Member();
}
