using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.CallSites;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators.Applications;

/// <summary>
/// Finds [Path] parameters of which the template has none. Only an application that the method makes and keeps to itself
/// shows its whole templates: one that goes elsewhere may be mounted below a prefix with parameters, as a group is.
/// </summary>
internal static class PathCheck
{
    public static IEnumerable<Diagnostic> Run(IEnumerable<IOperation> blocks)
    {
        var operations = blocks.SelectMany(block => block.DescendantsAndSelf()).ToArray();
        var kept = operations
            .OfType<ILocalReferenceOperation>()
            .GroupBy(reference => reference.Local, SymbolEqualityComparer.Default)
            .Where(references => references.All(StaysHere));
        var applications = new HashSet<ISymbol?>(
            kept.Select(references => references.Key),
            SymbolEqualityComparer.Default
        );
        return operations
            .OfType<IInvocationOperation>()
            .Where(call => Registration.Is(call) && Registration.KindOf(call) == RegistrationKind.Route)
            .Where(call => call.Instance is ILocalReferenceOperation app && applications.Contains(app.Local))
            .Where(call => TypeNames.Is(call.TargetMethod.ContainingType, "RestMachine.RestApplication"))
            .Select(Registered.Read)
            .OfType<Registered>()
            .SelectMany(Problems);
    }

    /// <summary>Calls on it, and what is made with it: an adapter, a client.</summary>
    private static bool StaysHere(ILocalReferenceOperation reference) =>
        reference.Parent is IMemberReferenceOperation
        || (reference.Parent is IInvocationOperation call && call.Instance == reference)
        || (reference.Parent is IArgumentOperation { Parent: IObjectCreationOperation });

    private static IEnumerable<Diagnostic> Problems(Registered route)
    {
        if (route.Text("template") is not { } template)
        {
            yield break;
        }

        foreach (var parameter in route.Parameters)
        {
            if (parameter.PathName is { } name && !TemplateShape.HasParameter(template, name))
            {
                var place = parameter.Place ?? route.Place;
                yield return Diagnostic.Create(Rule.PathWithoutName, place, parameter.Name, template, name);
            }
        }
    }
}
