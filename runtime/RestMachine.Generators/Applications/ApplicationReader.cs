using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Applications;

/// <summary>The registrations of a method, grouped by the variable that holds the application or group.</summary>
internal static class ApplicationReader
{
    public static IEnumerable<IReadOnlyList<Registered>> Read(IEnumerable<IOperation> blocks)
    {
        var operations = blocks.SelectMany(block => block.DescendantsAndSelf()).ToArray();
        var assigned = new HashSet<ISymbol?>(operations.Select(AssignedAgain), SymbolEqualityComparer.Default);
        return operations
            .OfType<IInvocationOperation>()
            .Where(call => Registration.Is(call) && IsUnconditional(call))
            .Select(call => (Receiver: ReceiverOf(call), Call: call))
            .Where(found => found.Receiver is not null && !assigned.Contains(found.Receiver))
            .GroupBy(found => found.Receiver, found => found.Call, SymbolEqualityComparer.Default)
            .Select(calls => calls.Select(Registered.Read).OfType<Registered>().ToArray());
    }

    /// <summary>A variable that is given another application or group is not one of them.</summary>
    private static ISymbol? AssignedAgain(IOperation operation) =>
        operation is IAssignmentOperation assignment
            ? assignment.Target switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            }
            : null;

    private static ISymbol? ReceiverOf(IInvocationOperation call) =>
        call.Instance switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
            // app.Use(…).Dependency(…): these return the application itself.
            IInvocationOperation inner
                when Registration.Is(inner)
                    && SymbolEqualityComparer.Default.Equals(inner.Type, inner.TargetMethod.ContainingType) =>
                ReceiverOf(inner),
            _ => null,
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
