using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators.CallSites;

/// <summary>Finds parameters that can only be the body where no body comes.</summary>
internal static class BodyCheck
{
    private static readonly HashSet<string> WithoutBody = ["GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

    public static void Run(IInvocationOperation call, IParameterSymbol parameter, ITypeSymbol type, Problems problems)
    {
        if (Registration.IsLifecycle(call) || !IsBody(call, parameter, type))
        {
            return;
        }

        if (Registration.KindOf(call) != RegistrationKind.Route)
        {
            var reason = $"{call.TargetMethod.Name} stands around handlers";
            problems.Add(
                Rule.BodyWithoutMeaning,
                parameter.Name,
                reason,
                "take it in a route's handler, or the Request"
            );
        }
        else if (MethodOf(call) is { } method && WithoutBody.Contains(method))
        {
            var fix = "take it in POST, PUT or PATCH";
            problems.Add(Rule.BodyWithoutMeaning, parameter.Name, $"{method} has none", fix);
        }
    }

    private static bool IsBody(IInvocationOperation call, IParameterSymbol parameter, ITypeSymbol type)
    {
        var source = SourceAttribute.Of(parameter);
        var kind = KnownTypes.KindOf(Registration.KindOf(call), source, type, out _);
        return source is { Source: "Body" or "Form" }
            || kind == ParameterKind.Bytes
            || (
                source is null && (TypeNames.Is(type, "RestMachine.Form") || TypeNames.Is(type, "RestMachine.FormFile"))
            );
    }

    private static string? MethodOf(IInvocationOperation call) =>
        call.TargetMethod.Name == "Map"
            ? call.Arguments.First(argument => argument.Parameter?.Name == "method").Value.ConstantValue.Value as string
            : call.TargetMethod.Name.ToUpperInvariant();
}
