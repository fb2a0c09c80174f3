using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RestMachine.Generators.CodeFixes;

/// <summary>RM0013: marks the parameter with the name of one of the startup handlers that make its type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NameParameter : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["RM0013"];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var (diagnostic, node) in await Offers.FindAsync(context).ConfigureAwait(false))
        {
            if (
                node.FirstAncestorOrSelf<ParameterSyntax>() is not { Type: not null } parameter
                || !diagnostic.Properties.TryGetValue("names", out var names)
            )
            {
                continue;
            }

            foreach (var name in names!.Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
            {
                var attribute = $"[Named({SymbolDisplay.FormatLiteral(name, quote: true)})]";
                context.Replace(diagnostic, (parameter, Mark(parameter, name)), $"Mark it {attribute}");
            }
        }
    }

    private static ParameterSyntax Mark(ParameterSyntax parameter, string name)
    {
        var text = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name));
        var attribute = SyntaxFactory.Attribute(
            SyntaxFactory.IdentifierName("Named"),
            SyntaxFactory.AttributeArgumentList(
                SyntaxFactory.SingletonSeparatedList(SyntaxFactory.AttributeArgument(text))
            )
        );
        var list = SyntaxFactory
            .AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithTrailingTrivia(SyntaxFactory.Space);
        return parameter.WithoutLeadingTrivia().AddAttributeLists(list).WithLeadingTrivia(parameter.GetLeadingTrivia());
    }
}
