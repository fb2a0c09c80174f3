using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RestMachine.Generators.Applications;

/// <summary>What a method assigns to variables, parameters and fields, and where.</summary>
internal sealed class Assignments
{
    private readonly ILookup<ISymbol?, (int Position, IOperation? Value)> _found;

    public Assignments(IEnumerable<IOperation> operations) =>
        _found = operations
            .SelectMany(Read)
            .ToLookup(
                found => found.Target,
                found => (found.Position, found.Value),
                (IEqualityComparer<ISymbol?>)SymbolEqualityComparer.Default
            );

    /// <summary>Whether it is given another value behind that place.</summary>
    public bool ChangesBehind(ISymbol variable, int position) =>
        _found[variable].Any(found => found.Position > position);

    /// <summary>The one value that it is ever given; null when there are several or none is visible.</summary>
    public IOperation? OnlyValueOf(ISymbol variable) =>
        _found[variable].ToArray() is { Length: 1 } only ? only[0].Value : null;

    public static ISymbol? VariableOf(IOperation? reference) =>
        reference switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
            _ => null,
        };

    private static IEnumerable<(ISymbol? Target, int Position, IOperation? Value)> Read(IOperation operation)
    {
        var position = operation.Syntax.SpanStart;
        switch (operation)
        {
            case IVariableDeclaratorOperation { Initializer.Value: var value } declared:
                return [(declared.Symbol, position, value)];
            case ISimpleAssignmentOperation simple:
                return [(VariableOf(simple.Target), position, simple.Value)];
            case IAssignmentOperation other:
                return other
                    .Target.DescendantsAndSelf()
                    .Select(part => (VariableOf(part), position, (IOperation?)null));
            case IArgumentOperation { Parameter.RefKind: not RefKind.None } argument:
                return [(VariableOf(argument.Value), position, null)];
            default:
                return [];
        }
    }
}
