using System.Reflection;

namespace RestMachine.Docs.Tests.Code;

/// <summary>docs/lifecycle.md shows an application and its plan: what Describe says of the one is the other.</summary>
public sealed class PlanOfTheLifecycle
{
    [Fact]
    public void IsWhatThePageShows()
    {
        var blocks = Pages.Named("docs/lifecycle.md").Blocks;
        var application = blocks.Single(block => block.Surrounding == "plan");
        var shown = blocks.First(block => block.Line > application.Line);

        Describe(application).TrimEnd().Split('\n').ShouldBe(shown.Code.Split('\n'));
    }

    private static string Describe(FencedBlock application) =>
        (string)
            Assembly
                .Load(new UserProject(application).Emit())
                .GetType("Program")!
                .GetMethod("Describe")!
                .Invoke(null, null)!;
}
