using System.CommandLine;
using System.Text.RegularExpressions;

namespace RestMachine.Docs.Tests;

/// <summary>Every <c>restmachine …</c> that a page tells users to type is one that the command's own parser takes.</summary>
public sealed partial class CommandsInPages
{
    private const string FromSources = "dotnet run --project runtime/RestMachine.Cli -- ";

    public static TheoryData<string, string> Lines =>
        new(
            Pages
                .All.SelectMany(page => page.Blocks)
                .Where(block => block.Language is "sh")
                .SelectMany(block => CommandLines(block.Code).Select(line => (block.Place, line)))
        );

    [Theory]
    [MemberData(nameof(Lines))]
    public void AreUnderstood(string place, string line) => ProblemsOf(line).ShouldBeEmpty(place);

    [Theory]
    [InlineData("local --streeming samples/UsersApi")]
    [InlineData("local")]
    [InlineData("locals samples/UsersApi")]
    [InlineData("create-layer --arch mips")]
    public void AreRefusedWhenTheyAreWrong(string line) => ProblemsOf(line).ShouldNotBeEmpty();

    [Fact]
    public void HaveOptionsThatExistWhereOnlyAPartIsShown() =>
        Pages
            .All.SelectMany(page => page.Spans.Select(span => (page.Path, Part: CommandPart().Match(span))))
            .Where(found => found.Part.Success)
            .Where(found => !Knows(found.Part.Groups["command"].Value, found.Part.Groups["rest"].Value))
            .Select(found => $"{found.Path}: {found.Part.Value}")
            .ShouldBeEmpty();

    [Fact]
    public void AreShownForEveryCommand() =>
        RestMachineCommand
            .Create()
            .Subcommands.Select(command => command.Name)
            .Except(Lines.Select(row => row.Data.Item2.Split(' ')[0]), StringComparer.Ordinal)
            .ShouldBeEmpty();

    private static IEnumerable<string> ProblemsOf(string line) =>
        RestMachineCommand.Create().Parse(ShellWords.Of(line)).Errors.Select(error => error.Message);

    // A backslash continues a line; a # with a space before it begins a comment.
    private static IEnumerable<string> CommandLines(string block) =>
        from line in block.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        let command = Comment().Replace(line, "").Trim()
        let start = Start().Match(command)
        where start.Success
        select command[start.Length..];

    private static bool Knows(string name, string rest) =>
        RestMachineCommand.Create().Subcommands.FirstOrDefault(command => command.Name == name) is { } command
        && rest.Split(' ')
            .Where(word => word.StartsWith("--", StringComparison.Ordinal))
            .All(word => command.Options.Any(option => option.Name == word));

    [GeneratedRegex("(^|\\s)#.*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex($"^(restmachine |{FromSources})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Start();

    [GeneratedRegex("^restmachine (?<command>[a-z-]+)(?<rest>( .*)?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommandPart();
}
