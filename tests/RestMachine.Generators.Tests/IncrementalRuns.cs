using Microsoft.CodeAnalysis;

namespace RestMachine.Generators.Tests;

public sealed class IncrementalRuns
{
    private readonly Project _project = new(
        (
            "First.cs",
            "public static class First { public static void To(RestApplication app) => app.Get(\"/1\", () => \"1\"); }"
        ),
        (
            "Second.cs",
            "public static class Second { public static void To(RestApplication app) => app.Get(\"/2\", () => \"2\"); }"
        ),
        ("Plain.cs", "public static class Plain { }")
    );

    [Fact]
    public void WriteNothingAnewAfterAnUnrelatedEdit()
    {
        _project.Generate();
        _project.Edit("Plain.cs", "public static class Plain { public static int Added; }");

        var run = _project.Generate();

        ReasonsOf(run, HandlerGenerator.FilesStep).ShouldBe(["Cached", "Cached"]);
        run.TrackedOutputSteps.SelectMany(step => step.Value)
            .SelectMany(step => step.Outputs)
            .ShouldAllBe(output => output.Reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void WriteOnlyTheFileThatChanged()
    {
        _project.Generate();
        _project.Edit(
            "Second.cs",
            "/* moved */ public static class Second { public static void To(RestApplication app) => app.Get(\"/2\", () => \"2\"); }"
        );

        ReasonsOf(_project.Generate(), HandlerGenerator.FilesStep).ShouldBe(["Unchanged", "Modified"]);
        _project.Compile().ShouldBeEmpty();
    }

    [Fact]
    public void WriteAnewWhatHoldsATypeOfAnotherFileToItsRules()
    {
        var project = new Project(
            ("Routes.cs", Project.Wrap("app.Post(\"/\", (Order order) => 1);")),
            ("Order.cs", "public record Order([Range(1, 5)] int Count);")
        );
        project.Generate();
        project.Edit("Order.cs", "public record Order([Range(1, 9)] int Count);");

        var run = project.Generate();

        ReasonsOf(run, HandlerGenerator.FilesStep).ShouldBe(["Modified"]);
        run.GeneratedSources.Single().SourceText.ToString().ShouldContain("RangeAttribute(1, 9)");
    }

    [Fact]
    public void HoldNoSymbolsOrSyntax()
    {
        var steps = _project.Generate().TrackedSteps;

        foreach (var name in new[] { HandlerGenerator.CallSitesStep, HandlerGenerator.FilesStep })
        {
            foreach (var (value, _) in steps[name].SelectMany(step => step.Outputs))
            {
                Reachable(value).ShouldAllBe(held => !(held is ISymbol || held is SyntaxNode || held is Location));
            }
        }
    }

    private static IEnumerable<string> ReasonsOf(GeneratorRunResult run, string step) =>
        run.TrackedSteps[step].SelectMany(tracked => tracked.Outputs).Select(output => output.Reason.ToString());

    private static List<object> Reachable(object root)
    {
        var found = new List<object>();
        var next = new Stack<object>([root]);
        while (next.TryPop(out var current))
        {
            found.Add(current);
            var parts =
                current is System.Collections.IEnumerable and not string
                    ? ((System.Collections.IEnumerable)current).Cast<object?>()
                : current.GetType().Assembly == typeof(HandlerGenerator).Assembly
                    ? current.GetType().GetProperties().Select(property => property.GetValue(current))
                : [];
            foreach (var part in parts.OfType<object>())
            {
                next.Push(part);
            }
        }

        return found;
    }
}
