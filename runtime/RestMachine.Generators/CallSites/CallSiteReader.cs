using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators.CallSites;

/// <summary>Recognises registrations and reads them into values that outlive the compilation.</summary>
internal static class CallSiteReader
{
    private const string Application = "RestMachine.RestApplication";

    private static readonly HashSet<string> Methods =
    [
        "OnStartup",
        "OnShutdown",
        "Get",
        "Post",
        "Put",
        "Patch",
        "Delete",
        "Head",
        "Options",
        "Map",
    ];

    public static bool MayBeRegistration(SyntaxNode node) =>
        NameOf(node) is { Identifier.ValueText: var name } && Methods.Contains(name);

    public static bool IsRegistration(IInvocationOperation call) =>
        Methods.Contains(call.TargetMethod.Name)
        && TypeNames.Is(call.TargetMethod.ContainingType, Application)
        && HandlerArgument(call) is not null;

    public static CallSite? Read(InvocationExpressionSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        if (
            model.GetOperation(syntax, cancellation) is not IInvocationOperation call
            || !IsRegistration(call)
            || model.GetInterceptableLocation(syntax, cancellation) is not { } location
            || HandlerReader.Read(call, new Problems(syntax.GetLocation())) is not { } handler
        )
        {
            return null;
        }

        return new CallSite(
            call.TargetMethod.Name,
            new([
                .. call.TargetMethod.Parameters.Select(parameter => $"{TypeNames.Of(parameter.Type)} {parameter.Name}"),
            ]),
            syntax.SyntaxTree.FilePath,
            PlaceOf(NameOf(syntax)!),
            new CallLocation(location.Version, location.Data, location.GetDisplayLocation()),
            handler
        );
    }

    public static IArgumentOperation? HandlerArgument(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(argument => TypeNames.Is(argument.Parameter?.Type, "System.Delegate"));

    private static SimpleNameSyntax? NameOf(SyntaxNode node) =>
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
