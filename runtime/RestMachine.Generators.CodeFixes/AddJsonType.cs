using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace RestMachine.Generators.CodeFixes;

/// <summary>RM0008: adds <c>[JsonSerializable(typeof(T))]</c> to the project's serializer context.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddJsonType : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["RM0008"];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var compilation = await context
            .Document.Project.GetCompilationAsync(context.CancellationToken)
            .ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (
                !diagnostic.Properties.TryGetValue("context", out var name)
                || !diagnostic.Properties.TryGetValue("type", out var type)
                || compilation?.GetTypeByMetadataName(name!) is not { } serializer
                || serializer.DeclaringSyntaxReferences.FirstOrDefault() is not { } declared
            )
            {
                continue;
            }

            var attribute = $"[JsonSerializable(typeof({type}))]";
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Add {attribute} to {serializer.ToDisplayString()}",
                    cancellation => Add(context.Document.Project.Solution, declared, type!, cancellation),
                    nameof(AddJsonType)
                ),
                diagnostic
            );
        }
    }

    private static async Task<Solution> Add(
        Solution solution,
        SyntaxReference declared,
        string type,
        CancellationToken cancellation
    )
    {
        var document = solution.GetDocument(declared.SyntaxTree);
        var root = await declared.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        if (document is null || root.FindNode(declared.Span) is not ClassDeclarationSyntax context)
        {
            return solution;
        }

        var known = context.AttributeLists.LastOrDefault();
        var parsed = SyntaxFactory
            .ParseCompilationUnit($"[System.Text.Json.Serialization.JsonSerializable(typeof({type}))] class C;")
            .DescendantNodes()
            .OfType<AttributeListSyntax>()
            .First();
        var list = parsed
            .WithLeadingTrivia(
                context.GetLeadingTrivia().Where(trivia => known is null || trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            )
            .WithTrailingTrivia(known?.GetTrailingTrivia() ?? [SyntaxFactory.ElasticLineFeed]);
        list = list.WithAdditionalAnnotations(Simplifier.Annotation);
        var added = known is null
            ? context.WithoutLeadingTrivia().AddAttributeLists(list)
            : context.WithAttributeLists(context.AttributeLists.Add(list));
        return document.WithSyntaxRoot(root.ReplaceNode(context, added)).Project.Solution;
    }
}
