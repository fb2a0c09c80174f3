using System.Text.RegularExpressions;

namespace RestMachine.Docs.Tests;

/// <summary>What two branches made of a page was put together by somebody.</summary>
public sealed partial class MergedPages
{
    public static TheoryData<string> Paths => [.. Pages.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void HaveNoMarksOfAConflict(string path) => Mark().Matches(Pages.Named(path).Text).ShouldBeEmpty();

    [GeneratedRegex(@"^(?<mark>[<=>])\k<mark>{6}(?<branch> .*)?$", RegexOptions.Multiline, 1000)]
    private static partial Regex Mark();
}
