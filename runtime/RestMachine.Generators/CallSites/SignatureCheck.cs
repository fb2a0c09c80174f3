using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators.CallSites;

/// <summary>Finds what generated code could not write down or pass along.</summary>
internal static class SignatureCheck
{
    public static void Run(IInvocationOperation call, IMethodSymbol target, IMethodSymbol invoke, Problems problems)
    {
        var registration = call.TargetMethod.Name;
        if (target is { IsAsync: true, ReturnsVoid: true })
        {
            problems.Add(Rule.AsyncVoid, target.Name.Length == 0 ? "The handler" : target.Name, registration);
        }

        if (invoke.RefKind != RefKind.None || invoke.ReturnType is { IsRefLikeType: true })
        {
            problems.Add(Rule.ParameterNotBindable, "return", "a reference or a ref struct");
        }

        CheckTypes(invoke, call, problems);
        foreach (
            var (parameter, type) in target.Parameters.Zip(invoke.Parameters, (named, typed) => (named, typed.Type))
        )
        {
            CheckParameter(parameter, type, registration, problems);
        }

        if (HandlerReader.IsShutdown(call) && HandlerReader.AwaitedResult(invoke.ReturnType, out _) is { } result)
        {
            problems.Add(Rule.ShutdownResultIgnored, result.ToDisplayString());
        }
    }

    private static void CheckParameter(
        IParameterSymbol parameter,
        ITypeSymbol type,
        string registration,
        Problems problems
    )
    {
        if (Unbindable(parameter, type) is { } reason)
        {
            problems.Add(Rule.ParameterNotBindable, parameter.Name, reason);
        }

        if (registration is "OnStartup" or "OnShutdown" && TypeNames.Is(type, "RestMachine.Request"))
        {
            problems.Add(Rule.RequestOutsideRequest, parameter.Name, registration);
        }
    }

    private static string? Unbindable(IParameterSymbol parameter, ITypeSymbol type) =>
        parameter.RefKind != RefKind.None ? "passed by reference"
        : type.IsRefLikeType ? "a ref struct"
        : type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer ? "a pointer"
        : type.TypeKind == TypeKind.Dynamic ? "dynamic"
        : null;

    private static void CheckTypes(IMethodSymbol invoke, IInvocationOperation call, Problems problems)
    {
        if (invoke.ContainingType.CanBeReferencedByName)
        {
            CheckType(invoke.ContainingType, call, problems);
            return;
        }

        CheckType(invoke.ReturnType, call, problems);
        foreach (var parameter in invoke.Parameters)
        {
            CheckType(parameter.Type, call, problems);
        }
    }

    private static void CheckType(ITypeSymbol type, IInvocationOperation call, Problems problems)
    {
        if (Inaccessible(type, call.SemanticModel!.Compilation) is var (found, reason))
        {
            problems.Add(Rule.TypeNotAccessible, found.ToDisplayString(), reason);
        }
    }

    private static (ITypeSymbol Type, string Reason)? Inaccessible(ITypeSymbol type, Compilation compilation) =>
        type switch
        {
            IArrayTypeSymbol array => Inaccessible(array.ElementType, compilation),
            ITypeParameterSymbol => (type, "a type parameter"),
            { IsAnonymousType: true } => (type, "an anonymous type"),
            INamedTypeSymbol named when IsFileLocal(named) => (type, "local to its file"),
            INamedTypeSymbol named
                when !compilation.IsSymbolAccessibleWithin(named.OriginalDefinition, compilation.Assembly) => (
                type,
                "private or protected"
            ),
            INamedTypeSymbol named => ArgumentsOf(named)
                .Select(argument => Inaccessible(argument, compilation))
                .FirstOrDefault(found => found is not null),
            _ => null,
        };

    private static bool IsFileLocal(INamedTypeSymbol? type) =>
        type is not null && (type.IsFileLocal || IsFileLocal(type.ContainingType));

    private static IEnumerable<ITypeSymbol> ArgumentsOf(INamedTypeSymbol? type) =>
        type is null ? [] : type.TypeArguments.Concat(ArgumentsOf(type.ContainingType));
}
