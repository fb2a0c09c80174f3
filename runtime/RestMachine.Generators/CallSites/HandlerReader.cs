using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators.CallSites;

/// <summary>Reads the delegate that a registration was given, or says why it cannot be bound.</summary>
internal static class HandlerReader
{
    public static HandlerShape? Read(IInvocationOperation call, Problems problems)
    {
        var value = Unwrap(Registration.HandlerArgument(call)!.Value);
        if (value is IInvalidOperation || value.Type is IErrorTypeSymbol)
        {
            return null;
        }

        var target = TargetOf(value, call.TargetMethod.Name, problems);
        if (
            target is null
            || value.Type is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke } type
            || !TypeNames.IsKnown(invoke)
        )
        {
            return null;
        }

        SignatureCheck.Run(call, target, invoke, problems);
        return problems.HasErrors ? null : Shape(target, invoke, type, Registration.KindOf(call));
    }

    /// <summary>
    /// Each parameter as the method has it, with name and attributes, and as the delegate has it, with its type. The
    /// method of an extension has one more in front, to which the delegate is bound.
    /// </summary>
    public static IEnumerable<(IParameterSymbol Named, IParameterSymbol Typed)> Parameters(
        IMethodSymbol target,
        IMethodSymbol invoke
    ) =>
        target
            .Parameters.Skip(target.Parameters.Length - invoke.Parameters.Length)
            .Zip(invoke.Parameters, (named, typed) => (named, typed));

    /// <summary>Names and types of the handler's parameters; null when the call does not show them.</summary>
    public static (IMethodSymbol Target, IMethodSymbol Invoke)? SignatureOf(IInvocationOperation call)
    {
        var value = Unwrap(Registration.HandlerArgument(call)!.Value);
        var target = TargetOf(value, call.TargetMethod.Name, new Problems(Location.None));
        return target is not null && value.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke }
            ? (target, invoke)
            : null;
    }

    /// <summary>The value that the handler makes; null for nothing.</summary>
    public static ITypeSymbol? ResultOf(IInvocationOperation call) =>
        Unwrap(Registration.HandlerArgument(call)!.Value).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke }
            ? AwaitedResult(invoke.ReturnType, out _)
            : null;

    private static IOperation Unwrap(IOperation value) =>
        value is IConversionOperation { Operand: { } operand } ? Unwrap(operand) : value;

    /// <summary>
    /// The method whose parameter names bind: the lambda, the method group, or a named delegate's Invoke.
    /// </summary>
    private static IMethodSymbol? TargetOf(IOperation value, string registration, Problems problems)
    {
        switch (value)
        {
            case IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }:
                return lambda.Symbol;
            case IDelegateCreationOperation { Target: IMethodReferenceOperation reference }:
                return reference.Method;
            case { Type: INamedTypeSymbol { DelegateInvokeMethod: { } invoke } type }:
                if (invoke.Parameters.Length == 0 || !IsFuncOrAction(type))
                {
                    return invoke;
                }

                problems.Add(Rule.NamesLost, registration, type.ToDisplayString());
                return null;
            default:
                problems.Add(Rule.HandlerNotVisible, registration, value.Type?.ToDisplayString() ?? "unknown");
                return null;
        }
    }

    private static bool IsFuncOrAction(INamedTypeSymbol type) =>
        type.Name is "Func" or "Action" && type.ContainingNamespace.ToDisplayString() == "System";

    private static HandlerShape Shape(
        IMethodSymbol target,
        IMethodSymbol invoke,
        INamedTypeSymbol type,
        RegistrationKind kind
    )
    {
        var result = AwaitedResult(invoke.ReturnType, out var isAwaited);
        var parameters = Parameters(target, invoke).Select(pair => ParameterReader.Read(kind, pair.Named, pair.Typed));
        return new HandlerShape(
            target.MethodKind is MethodKind.AnonymousFunction or MethodKind.DelegateInvoke ? null : target.Name,
            type.CanBeReferencedByName ? TypeNames.Of(type) : null,
            invoke.ReturnsVoid ? null : TypeNames.Of(invoke.ReturnType),
            isAwaited,
            result is null || Registration.DropsResult(kind)
                ? null
                : new HandlerResult(TypeNames.Of(TypeNames.WithoutNullable(result)), KnownTypes.KindOf(result)),
            new([.. parameters])
        );
    }

    /// <summary>What remains when Task or ValueTask is taken away; null for nothing.</summary>
    public static ITypeSymbol? AwaitedResult(ITypeSymbol returned, out bool isAwaited)
    {
        isAwaited =
            returned is INamedTypeSymbol { Name: "Task" or "ValueTask" } task
            && task.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks";
        return (isAwaited, returned) switch
        {
            (true, INamedTypeSymbol { TypeArguments.Length: 1 } generic) => generic.TypeArguments[0],
            (true, _) => null,
            _ => returned.SpecialType == SpecialType.System_Void ? null : returned,
        };
    }
}
