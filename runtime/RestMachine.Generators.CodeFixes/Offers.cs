using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace RestMachine.Generators.CodeFixes;

/// <summary>What fixes of one file have in common.</summary>
internal static class Offers
{
    /// <summary>Every diagnostic with the node that it stands on, innermost first where several have its place.</summary>
    public static async Task<IReadOnlyList<(Diagnostic Diagnostic, SyntaxNode Node)>> FindAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        return root is null
            ? []
            :
            [
                .. context.Diagnostics.Select(diagnostic =>
                    (diagnostic, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true))
                ),
            ];
    }

    /// <summary>Offers to put one node in another's place.</summary>
    public static void Replace(
        this CodeFixContext context,
        Diagnostic diagnostic,
        (SyntaxNode Old, SyntaxNode New) nodes,
        string title
    )
    {
        var root = nodes.Old.SyntaxTree.GetRoot(context.CancellationToken).ReplaceNode(nodes.Old, nodes.New);
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root)), title),
            diagnostic
        );
    }
}
