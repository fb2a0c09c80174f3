using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RestMachine.Docs.Tests.Messages;

/// <summary>
/// Reads the messages of a source file, by its syntax alone: every text of two words or more, except where
/// the code around it shows that it is printed elsewhere or not at all.
/// </summary>
internal static partial class MessageReader
{
    // One word is a name, a value or a part of a protocol.
    private const int LeastWords = 2;

    // Of a resource in CloudFormation, or of an option in --help.
    private static readonly string[] Labels = ["AlarmDescription", "Description", "Expression", "Label", "Title"];

    public static IEnumerable<Message> Read(SourceFile file)
    {
        var root = CSharpSyntaxTree.ParseText(file.Text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        return root.DescendantNodes(node => !IsText(node))
            .OfType<ExpressionSyntax>()
            .Where(IsText)
            .Where(text => !IsElsewhere(text))
            .Select(text => new Message($"{file.Path}:{LineOf(text)}", TextOf(text)))
            .Where(message => message.Words >= LeastWords && !Wire().IsMatch(message.Text));
    }

    private static bool IsText(SyntaxNode node) =>
        node switch
        {
            LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
            InterpolatedStringExpressionSyntax => true,
            BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression)
                && (IsText(sum.Left) || IsText(sum.Right)),
            _ => false,
        };

    private static string TextOf(ExpressionSyntax expression) =>
        expression switch
        {
            LiteralExpressionSyntax literal when IsText(literal) => Placeholder().Replace(literal.Token.ValueText, "…"),
            InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(TextOf)),
            BinaryExpressionSyntax sum when IsText(sum) => TextOf(sum.Left) + TextOf(sum.Right),
            _ => "…",
        };

    private static string TextOf(InterpolatedStringContentSyntax content) =>
        content is InterpolatedStringTextSyntax text
            ? text
                .TextToken.ValueText.Replace("{{", "{", StringComparison.Ordinal)
                .Replace("}}", "}", StringComparison.Ordinal)
            : "…";

    private static bool IsElsewhere(ExpressionSyntax text) =>
        text.Ancestors()
            .Any(node =>
                node switch
                {
                    AttributeSyntax attribute => attribute.Name.ToString() != "LoggerMessage",
                    AssignmentExpressionSyntax set => Labels.Contains(set.Left.ToString(), StringComparer.Ordinal),
                    ObjectCreationExpressionSyntax made => made.Type.ToString().Split('<')[0]
                        is "Command"
                            or "RootCommand",
                    ConstructorInitializerSyntax { Parent.Parent: ClassDeclarationSyntax { BaseList: { } bases } } =>
                        bases.Types.Any(type => type.Type.ToString() == "Command"),
                    VariableDeclaratorSyntax constant => constant.Identifier.Text is "Description" or "Licenses",
                    _ => false,
                }
            );

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    // Protocols, documents and programs: no sentences.
    [GeneratedRegex("\r\n|^[{<,]|^trap |@message|HH:mm|monospace", RegexOptions.None, 1000)]
    private static partial Regex Wire();

    // {Name} or {Milliseconds:F1} of a log message.
    [GeneratedRegex(@"\{[A-Z]\w*(:\w+)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
