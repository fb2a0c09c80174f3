using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RestMachine.Generators.CodeFixes;

/// <summary>RM0005: turns <c>x => expression</c> of a shutdown handler into <c>x => { expression; }</c>, awaiting a task.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DropShutdownResult : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["RM0005"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var (diagnostic, node) in await Offers.FindAsync(context).ConfigureAwait(false))
        {
            var lambda = node.FirstAncestorOrSelf<LambdaExpressionSyntax>();
            if (
                lambda?.ExpressionBody is not { } value
                || lambda is ParenthesizedLambdaExpressionSyntax { ReturnType: not null }
            )
            {
                continue;
            }

            var isTask = model?.GetTypeInfo(value, context.CancellationToken).Type is { Name: "Task" or "ValueTask" };
            var dropped = Drop(lambda, value, isTask && lambda.AsyncKeyword == default);
            context.Replace(diagnostic, (lambda, dropped), isTask ? "Await the result and drop it" : "Drop the result");
        }
    }

    private static LambdaExpressionSyntax Drop(LambdaExpressionSyntax lambda, ExpressionSyntax value, bool awaits)
    {
        var text = value.WithoutTrivia().ToFullString();
        var statement =
            awaits ? $"await {(IsPrimary(value) ? text : $"({text})")}"
            : IsStatement(value) ? text
            : $"_ = {text}";
        var block = SyntaxFactory.ParseStatement($"{{ {statement}; }}");
        var dropped = lambda.WithBody((BlockSyntax)block.WithTriviaFrom(value));
        return awaits
            ? (LambdaExpressionSyntax)
                dropped
                    .WithoutLeadingTrivia()
                    .WithAsyncKeyword(
                        SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space)
                    )
                    .WithLeadingTrivia(lambda.GetLeadingTrivia())
            : dropped;
    }

    private static bool IsPrimary(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax;

    private static bool IsStatement(ExpressionSyntax value) =>
        value
            is InvocationExpressionSyntax
                or AwaitExpressionSyntax
                or AssignmentExpressionSyntax
                or ObjectCreationExpressionSyntax
                or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }
                or ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax };
}
