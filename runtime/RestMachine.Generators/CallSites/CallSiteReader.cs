using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators.CallSites;

/// <summary>Recognises registrations and reads them into values that outlive the compilation.</summary>
internal static class CallSiteReader
{
    public static bool MayBeRegistration(SyntaxNode node) =>
        NameOf(node) is { Identifier.ValueText: var name } && Registration.IsName(name);

    public static CallSite? Read(InvocationExpressionSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        if (
            model.GetOperation(syntax, cancellation) is not IInvocationOperation call
            || !Registration.Is(call)
            || model.GetInterceptableLocation(syntax, cancellation) is not { } location
            || HandlerReader.Read(call, new Problems(syntax.GetLocation())) is not { } handler
        )
        {
            return null;
        }

        return new CallSite(
            Registration.KindOf(call),
            SignatureOf(call),
            syntax.SyntaxTree.FilePath,
            PlaceOf(NameOf(syntax)!),
            new CallLocation(location.Version, location.Data),
            handler
        );
    }

    private static CallSignature SignatureOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        return new CallSignature(
            method.Name,
            TypeNames.Of(method.ContainingType),
            TypeNames.Of(method.ReturnType),
            new([.. method.Parameters.Select(ParameterOf)]),
            Registration.ExceptionOf(call) is { } exception ? TypeNames.Of(exception) : null
        );
    }

    private static string ParameterOf(IParameterSymbol parameter) =>
        $"{TypeNames.Of(parameter.Type)} {(Registration.IsHandler(parameter) ? "handler" : parameter.Name)}";

    public static SimpleNameSyntax? NameOf(SyntaxNode node) =>
        node is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } call
            ? null
            : call.Expression switch
            {
                MemberAccessExpressionSyntax access => access.Name,
                MemberBindingExpressionSyntax binding => binding.Name,
                _ => null,
            };

    private static string PlaceOf(SyntaxNode name)
    {
        var span = name.GetLocation().GetMappedLineSpan();
        var file = span.Path.Substring(span.Path.LastIndexOfAny(['/', '\\']) + 1);
        return $"{file}:{span.StartLinePosition.Line + 1}";
    }
}
