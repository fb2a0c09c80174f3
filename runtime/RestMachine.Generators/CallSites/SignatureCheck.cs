using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.Rules;
using RestMachine.Generators.Validation;

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
        foreach (var (parameter, typed) in HandlerReader.Parameters(target, invoke))
        {
            CheckParameter(parameter, typed.Type, call, problems);
            CheckRules(parameter, typed.Type, call, problems);
            BodyCheck.Run(call, parameter, typed.Type, problems);
        }

        CheckResult(call, HandlerReader.AwaitedResult(invoke.ReturnType, out _), problems);
    }

    private static void CheckResult(IInvocationOperation call, ITypeSymbol? result, Problems problems)
    {
        if (Registration.DropsResult(Registration.KindOf(call)) && result is not null)
        {
            problems.Add(Rule.ShutdownResultIgnored, call.TargetMethod.Name, result.ToDisplayString());
        }

        if (Registration.KindOf(call) == RegistrationKind.Dependency && result is null)
        {
            problems.Add(Rule.DependencyMakesNothing);
        }
    }

    private static void CheckParameter(
        IParameterSymbol parameter,
        ITypeSymbol type,
        IInvocationOperation call,
        Problems problems
    )
    {
        var source = SourceAttribute.Of(parameter);
        if ((Unbindable(parameter, type) ?? UnbindableSource(parameter, type) ?? Misplaced(type, call)) is { } reason)
        {
            problems.Add(Rule.ParameterNotBindable, parameter.Name, reason);
        }

        if (Registration.IsLifecycle(call) && (source is { IsOfRequest: true } || IsOfRequest(type)))
        {
            var what = source is null ? $"a {type.Name}" : $"[{source.Source}]";
            problems.Add(Rule.RequestOutsideRequest, parameter.Name, call.TargetMethod.Name, what);
        }
    }

    private static void CheckRules(
        IParameterSymbol parameter,
        ITypeSymbol type,
        IInvocationOperation call,
        Problems problems
    )
    {
        var (kind, source) = (Registration.KindOf(call), SourceAttribute.Of(parameter));
        var meaning = KnownTypes.KindOf(kind, source, type, out _);
        var value = TypeNames.WithoutNullable(type);
        List<(string Rule, string Reason)> refused = [];
        if (ParameterRules.AreNotHeldTo(kind, meaning))
        {
            var rules = parameter.GetAttributes().Where(RuleList.IsRule);
            refused.AddRange(rules.Select(rule => (rule.AttributeClass!.ToDisplayString(), "is not checked here")));
        }
        else
        {
            ParameterRules.Read(parameter, value, refused);
        }

        if (ParameterReader.MayBeBody(kind, source, meaning))
        {
            ValidationReader.Read(value, out var ofBody);
            refused.AddRange(ofBody);
        }

        foreach (var (rule, reason) in refused)
        {
            problems.Add(Rule.RuleNotChecked, parameter.Name, rule, reason);
        }
    }

    private static bool IsOfRequest(ITypeSymbol type) =>
        TypeNames.Is(type, "RestMachine.Request") || TypeNames.Is(type, "RestMachine.Form");

    private static string? Unbindable(IParameterSymbol parameter, ITypeSymbol type) =>
        parameter.RefKind != RefKind.None ? "passed by reference"
        : type.IsRefLikeType ? "a ref struct"
        : type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer ? "a pointer"
        : type.TypeKind == TypeKind.Dynamic ? "dynamic"
        : null;

    private static string? UnbindableSource(IParameterSymbol parameter, ITypeSymbol type)
    {
        var sources = SourceAttribute.All(parameter).ToArray();
        if (sources.Length > 1)
        {
            return string.Join(" and ", sources.Select(source => $"[{source.Source}]")) + " at once";
        }

        var isText =
            sources.Length == 1
            && sources[0].IsText
            && !(sources[0].Source == "Form" && TypeNames.Is(type, "RestMachine.FormFile"));
        if (!isText)
        {
            return null;
        }

        _ = KnownTypes.KindOf(RegistrationKind.Route, sources[0], type, out var parser);
        return parser is null ? $"[{sources[0].Source}] {type.ToDisplayString()}, which has no TryParse" : null;
    }

    /// <summary>What only filters or only error handlers have.</summary>
    private static string? Misplaced(ITypeSymbol type, IInvocationOperation call)
    {
        var kind = Registration.KindOf(call);
        if (kind != RegistrationKind.Filter && TypeNames.Is(type, "RestMachine.Next"))
        {
            return "what stands behind a filter, so only app.Use has it";
        }

        return
            kind == RegistrationKind.ErrorHandler
            && KnownTypes.IsException(type)
            && Registration.ExceptionOf(call) is { } exception
            && !IsOrDerives(exception, type)
            ? $"{type.ToDisplayString()}, but the handler receives {exception.ToDisplayString()}"
            : null;
    }

    private static bool IsOrDerives(ITypeSymbol? type, ITypeSymbol ancestor) =>
        type is not null
        && (SymbolEqualityComparer.Default.Equals(type, ancestor) || IsOrDerives(type.BaseType, ancestor));

    private static void CheckTypes(IMethodSymbol invoke, IInvocationOperation call, Problems problems)
    {
        if (Registration.ExceptionOf(call) is { } exception)
        {
            CheckType(exception, call, problems);
        }

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
