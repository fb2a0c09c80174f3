using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RestMachine.Generators.Tests;

/// <summary>A user's project in an editor's workspace: every fix that is offered, and what it makes of the files.</summary>
internal sealed class FixedProject
{
    private readonly Document _program;
    private readonly DocumentId _json;

    public FixedProject(string program, string json = "")
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace
            .AddProject("User", LanguageNames.CSharp)
            .WithCompilationOptions(
                new CSharpCompilationOptions(
                    OutputKind.DynamicallyLinkedLibrary,
                    nullableContextOptions: NullableContextOptions.Enable
                )
            )
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Preview))
            .WithMetadataReferences(Project.References);
        project = project.AddDocument("Usings.cs", Project.ImplicitUsings).Project;
        var context = project.AddDocument("Json.cs", json);
        _json = context.Id;
        _program = context.Project.AddDocument("Program.cs", program);
    }

    public async Task<IReadOnlyList<(string Title, string Source, string Json)>> Apply(CodeFixProvider provider)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var compilation = await _program.Project.GetCompilationAsync(cancellation);
        var found = await compilation!
            .WithAnalyzers([new HandlerAnalyzer(), new ApplicationAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(cancellation);
        var diagnostic = found.Where(known => provider.FixableDiagnosticIds.Contains(known.Id)).ShouldHaveSingleItem();
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(_program, diagnostic, (action, _) => actions.Add(action), cancellation);
        await provider.RegisterCodeFixesAsync(context);

        var results = new List<(string, string, string)>();
        foreach (var action in actions)
        {
            var operations = await action.GetOperationsAsync(cancellation);
            var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
            results.Add((action.Title, await Text(solution, _program.Id), await Text(solution, _json)));
        }

        return results;
    }

    private static async Task<string> Text(Solution solution, DocumentId id) =>
        (await solution.GetDocument(id)!.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
}
