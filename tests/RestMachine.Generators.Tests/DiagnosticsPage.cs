using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace RestMachine.Generators.Tests;

/// <summary>docs/diagnostics.md: a section for each diagnostic, with code that has it and code that has none.</summary>
public sealed partial class DiagnosticsPage
{
    private const string Generated = "public static class Orders { public static int[] Numbers => new int[0]; }";

    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "diagnostics.md"));

    private static readonly DiagnosticDescriptor[] Rules =
    [
        .. new HandlerAnalyzer()
            .SupportedDiagnostics.Concat(new ApplicationAnalyzer().SupportedDiagnostics)
            .DistinctBy(rule => rule.Id)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id)];

    [Fact]
    public void HasASectionForEachDiagnosticAndNoOther() =>
        Headings().Matches(Page).Select(heading => heading.Groups["id"].Value).ShouldBe(Rules.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void IsWhereTheDiagnosticLeads(string id)
    {
        var rule = Rules.Single(rule => rule.Id == id);

        rule.HelpLinkUri.ShouldBe(
            $"https://github.com/restmachine/restmachine/blob/main/docs/diagnostics.md#{id.ToLowerInvariant()}"
        );
        var kind = rule.DefaultSeverity == DiagnosticSeverity.Error ? ": an error" : ": a warning";
        SectionOf(id).ShouldContain(kind);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task ShowsCodeThatHasTheDiagnostic(string id)
    {
        var wrong = ExamplesOf(id)[0];

        (await wrong.Analyze()).ShouldHaveSingleItem().ShouldStartWith(id);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task ShowsTheSameCodePutRight(string id)
    {
        var right = ExamplesOf(id)[1];

        (await right.Analyze()).ShouldBeEmpty();
        right.Compile().ShouldBeEmpty();
    }

    private static string SectionOf(string id)
    {
        var start = Page.IndexOf($"## {id}\n", StringComparison.Ordinal);
        var end = Page.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? Page[start..] : Page[start..end];
    }

    private static Project[] ExamplesOf(string id)
    {
        var code = Code().Matches(SectionOf(id));
        code.Count.ShouldBe(2);
        return [.. code.Select(block => Read(block.Groups["code"].Value))];
    }

    private static Project Read(string code)
    {
        var parts = code.Split("// elsewhere\n");
        return new Project(
            ("Program.cs", Project.Wrap(parts[0])),
            ("Types.cs", $"using System.Text.Json.Serialization;\n{parts.ElementAtOrDefault(1)}")
        ).Beside(new AnotherGenerator(Generated));
    }

    [GeneratedRegex("^## (?<id>.*)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Headings();

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Code();
}
