using RestMachine.Cdk;

namespace RestMachine.Docs.Tests;

/// <summary>docs/constructs.md: a section for every construct, with everything that can be set or read there.</summary>
public sealed class ConstructsPage
{
    private static readonly Page s_page = Pages.Named("docs/constructs.md");

    public static TheoryData<Type> PublicTypes => [.. typeof(RestMachineFunction).Assembly.GetExportedTypes()];

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void TellsOfTheType(Type type) =>
        s_page.Spans.ShouldContain(span => span.StartsWith(type.Name, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void TellsOfEverythingThatTheTypeDeclares(Type type) =>
        type.GetMembers()
            .Where(member =>
                member.DeclaringType == type
                && member is System.Reflection.PropertyInfo or System.Reflection.MethodInfo { IsSpecialName: false }
            )
            .Where(member => member.DeclaringType == type)
            .Select(member => member.Name)
            .Distinct(StringComparer.Ordinal)
            .Where(name =>
                !s_page.Spans.Any(span =>
                    span == name
                    || span.StartsWith($"{name}(", StringComparison.Ordinal)
                    || span.Contains($".{name}(", StringComparison.Ordinal)
                )
            )
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void SaysTheDefaultOfEveryOption(Type type)
    {
        if (!type.Name.EndsWith("Props", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var option in type.GetProperties().Where(property => property.DeclaringType == type))
        {
            var row = s_page
                .Text.Split('\n')
                .Where(line => line.StartsWith($"| `{option.Name}` |", StringComparison.Ordinal));
            row.ShouldContain(
                line => line.Split(" | ").Length == 3,
                $"{type.Name}.{option.Name} has no row of name, default, meaning."
            );
        }
    }
}
