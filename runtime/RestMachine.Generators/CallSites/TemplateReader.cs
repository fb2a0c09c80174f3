using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RestMachine.Generators.CallSites;

/// <summary>Looks for regular expressions in the templates of routes, groups and mounts.</summary>
internal static class TemplateReader
{
    private const string Pattern = "regex(";

    /// <summary>By the syntax alone: most templates are literals without one.</summary>
    public static bool MayHavePattern(SyntaxNode node) =>
        node is InvocationExpressionSyntax call
        && CallSiteReader.NameOf(call) is { Identifier.ValueText: var name }
        && (name is "Group" or "Mount" || Registration.IsName(name))
        && call.ArgumentList.Arguments.Take(2).Any(argument => MayHavePattern(argument.Expression));

    /// <summary>A template that is no constant may hold anything.</summary>
    public static bool HasPattern(
        InvocationExpressionSyntax syntax,
        SemanticModel model,
        CancellationToken cancellation
    ) =>
        model.GetOperation(syntax, cancellation) is IInvocationOperation call
        && TypeNames.Of(call.TargetMethod.ContainingType)
            is "global::RestMachine.RestApplication"
                or "global::RestMachine.RouteGroup"
        && call.Arguments.Any(argument =>
            argument.Parameter?.Name is "template" or "prefix"
            && (argument.Value.ConstantValue.Value is not string text || HasPattern(text))
        );

    private static bool MayHavePattern(ExpressionSyntax argument) =>
        argument switch
        {
            LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression)
                && HasPattern(literal.Token.ValueText),
            AnonymousFunctionExpressionSyntax => false,
            _ => true,
        };

    private static bool HasPattern(string text) => text.IndexOf(Pattern, StringComparison.Ordinal) >= 0;
}
