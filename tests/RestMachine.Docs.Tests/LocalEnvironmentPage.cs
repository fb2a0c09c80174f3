using RestMachine.Emulator;

namespace RestMachine.Docs.Tests;

/// <summary>docs/local-environment.md: every option of <c>restmachine local</c> and of the library, and no other.</summary>
public sealed class LocalEnvironmentPage
{
    private static readonly Page s_page = Pages.Named("docs/local-environment.md");

    [Fact]
    public void HasARowForEveryOptionOfTheCommandAndNoOther()
    {
        var local = RestMachineCommand.Create().Subcommands.Single(command => command.Name == "local");
        var rows = s_page
            .Section("Options")
            .Split('\n')
            .Where(line => line.StartsWith("| `--", StringComparison.Ordinal));

        rows.Select(row => row.Split('`')[1].Split(' ')[0])
            .ShouldBe(local.Options.Select(option => option.Name), ignoreOrder: true);
    }

    [Fact]
    public void NamesEveryOptionOfTheLibrary() =>
        typeof(LambdaEnvironmentOptions)
            .GetProperties()
            .Where(property => property.CanWrite)
            .Select(property => property.Name)
            .Except(s_page.Spans, StringComparer.Ordinal)
            .ShouldBeEmpty();
}
