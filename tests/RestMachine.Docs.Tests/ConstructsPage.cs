using System.Reflection;
using RestMachine.Cdk;

namespace RestMachine.Docs.Tests;

/// <summary>docs/constructs.md: every construct with everything that can be set or read there.</summary>
public sealed class ConstructsPage
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Page s_page = Pages.Named("docs/constructs.md");

    private static readonly Type[] s_types = typeof(RestMachineFunction).Assembly.GetExportedTypes();

    public static TheoryData<Type> Types => [.. s_types];

    [Theory]
    [MemberData(nameof(Types))]
    public void TellsOfTheType(Type type) =>
        s_page.Spans.ShouldContain(span => span.StartsWith(type.Name, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Types))]
    public void TellsOfEverythingThatTheTypeDeclares(Type type) =>
        type.GetProperties(Declared)
            .Select(property => property.Name)
            .Concat(type.GetMethods(Declared).Where(method => !method.IsSpecialName).Select(method => method.Name))
            .Where(name => !s_page.Spans.Any(span => IsOf(span, name)))
            .ShouldBeEmpty();

    [Fact]
    public void HasARowOfNameDefaultAndMeaningForEveryOptionOfEveryConstruct()
    {
        var rows = s_page.Text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var named = rows.Select(line => line.Split(" | "))
            .Where(cells => cells.Length == 3)
            .ToLookup(cells => cells[0][3..^1]);

        s_types
            .Where(type => type.Name.EndsWith("Props", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties(Declared))
            .GroupBy(option => option.Name, StringComparer.Ordinal)
            .Where(options => named[options.Key].Count() != options.Count())
            .Select(options => $"{options.Key}: {named[options.Key].Count()} rows for {options.Count()} constructs")
            .ShouldBeEmpty();
    }

    // The name itself, or a call of it.
    private static bool IsOf(string span, string name) =>
        span == name
        || span.StartsWith($"{name}(", StringComparison.Ordinal)
        || span.Contains($".{name}(", StringComparison.Ordinal);
}
