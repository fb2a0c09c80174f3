using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Applications;

/// <summary>A method's registrations and what it shows of the applications that they are made with.</summary>
internal sealed class MethodInSight
{
    private readonly IOperation[] _operations;

    public MethodInSight(IEnumerable<IOperation> blocks)
    {
        _operations = [.. blocks.SelectMany(block => block.DescendantsAndSelf())];
        Invocations = [.. _operations.OfType<IInvocationOperation>()];
        Registrations = [.. Invocations.Where(Registration.Is)];
        Assignments = new Assignments(_operations);
    }

    public IReadOnlyList<IInvocationOperation> Invocations { get; }

    public IReadOnlyList<IInvocationOperation> Registrations { get; }

    public Assignments Assignments { get; }

    /// <summary>
    /// Whether the method makes the application and keeps it to itself. One that comes from elsewhere or goes elsewhere
    /// may be mounted below a prefix, and has registrations that are not in sight.
    /// </summary>
    public bool ShowsWhole(IOperation? application) =>
        application is ILocalReferenceOperation { Local: var local }
        && Unconverted(Assignments.OnlyValueOf(local)) is IObjectCreationOperation
        && _operations
            .OfType<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local))
            .All(StaysHere);

    private static IOperation? Unconverted(IOperation? value) =>
        value is IConversionOperation { Operand: var operand } ? Unconverted(operand) : value;

    /// <summary>Calls on it, and what is made with it: an adapter, a client.</summary>
    private static bool StaysHere(ILocalReferenceOperation reference) =>
        reference.Parent is IMemberReferenceOperation
        || (reference.Parent is IInvocationOperation call && call.Instance == reference)
        || (reference.Parent is IArgumentOperation { Parent: IObjectCreationOperation });
}
