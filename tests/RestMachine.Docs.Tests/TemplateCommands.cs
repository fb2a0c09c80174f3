using System.Text.Json;

namespace RestMachine.Docs.Tests;

/// <summary>Every <c>dotnet new restmachine …</c> of a page has options and values that the template has.</summary>
public sealed class TemplateCommands
{
    private const string Start = "dotnet new restmachine ";

    private static readonly JsonElement Symbols = JsonDocument
        .Parse(
            File.ReadAllText(
                Path.Combine(Repository.Root, "templates/RestMachine.Templates/content/.template.config/template.json")
            )
        )
        .RootElement.GetProperty("symbols");

    public static TheoryData<string> Lines =>
        [
            .. Pages
                .All.SelectMany(page => page.Blocks)
                .Where(block => block.Language is "sh")
                .SelectMany(block => block.Code.Split('\n'))
                .Where(line => line.StartsWith(Start, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void AreUnderstood(string line) => ProblemsOf(line).ShouldBeEmpty();

    [Theory]
    [InlineData("dotnet new restmachine -n Shop --oat")]
    [InlineData("dotnet new restmachine -n Shop --database oracle")]
    public void AreRefusedWhenTheyAreWrong(string line) => ProblemsOf(line).ShouldHaveSingleItem();

    private static IEnumerable<string> ProblemsOf(string line)
    {
        string[] words = [.. line[Start.Length..].Split(' ').TakeWhile(word => word != "#")];
        return words
            .Index()
            .Where(word => word.Item.StartsWith("--", StringComparison.Ordinal))
            .Where(word => !Takes(word.Item[2..], words.ElementAtOrDefault(word.Index + 1)))
            .Select(word => word.Item);
    }

    private static bool Takes(string option, string? value) =>
        Symbols.TryGetProperty(option, out var symbol)
        && symbol.GetProperty("type").GetString() == "parameter"
        && (
            !symbol.TryGetProperty("choices", out var choices)
            || choices.EnumerateArray().Any(choice => choice.GetProperty("choice").GetString() == value)
        );
}
