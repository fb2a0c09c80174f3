using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Applications;

/// <summary>The registrations of a method, grouped by the variable that holds the application or group.</summary>
internal static class ApplicationReader
{
    public static IEnumerable<IReadOnlyList<Registered>> Read(MethodInSight method) =>
        method
            .Registrations.Where(IsUnconditional)
            .Select(call => (Receiver: ReceiverOf(call), Call: call))
            .Where(found => found.Receiver is not null)
            .GroupBy(found => found.Receiver, found => found.Call, SymbolEqualityComparer.Default)
            // A variable that is used again for another application or group says nothing about one of them.
            .Where(calls => !method.Assignments.ChangesBehind(calls.Key!, calls.Min(call => call.Syntax.SpanStart)))
            .Select(calls => calls.Select(Registered.Read).OfType<Registered>().ToArray());

    private static ISymbol? ReceiverOf(IInvocationOperation call) =>
        call.Instance switch
        {
            // app.Use(…).Dependency(…): these return the application itself.
            IInvocationOperation inner
                when Registration.Is(inner)
                    && SymbolEqualityComparer.Default.Equals(inner.Type, inner.TargetMethod.ContainingType) =>
                ReceiverOf(inner),
            var instance => Assignments.VariableOf(instance),
        };

    /// <summary>Registrations of different branches exclude each other: only what always happens is compared.</summary>
    private static bool IsUnconditional(IOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (
                parent
                is IConditionalOperation
                    or IConditionalAccessOperation
                    or ICoalesceOperation
                    or ISwitchOperation
                    or ISwitchExpressionOperation
                    or ILoopOperation
                    or ITryOperation
                    or IAnonymousFunctionOperation
                    or ILocalFunctionOperation
            )
            {
                return false;
            }
        }

        return true;
    }
}
