using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.CallSites;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators.Applications;

/// <summary>
/// Finds parameters that would come from the query while nothing takes one that the template has: most often one of the
/// two is misspelled.
/// </summary>
internal static class MisspelledNames
{
    public static IEnumerable<Diagnostic> Run(MethodInSight method)
    {
        var all = method.Registrations.Select(Registered.Read).OfType<Registered>().ToArray();
        var around = all.Where(registered => registered.Kind != RegistrationKind.Route)
            .SelectMany(registered => registered.Parameters)
            .ToArray();
        foreach (var route in all.Where(registered => registered.Kind == RegistrationKind.Route))
        {
            if (
                route.Text("template") is { } template
                && PrefixOf(route.Call.Instance, method) is { } prefix
                && !route.Parameters.Any(parameter => parameter.IsRequest)
                && Misspelled(route, template, prefix + template) is { } parameter
                && Unused(template, [.. around, .. route.Parameters]) is { } name
            )
            {
                yield return Diagnostic.Create(Rule.QueryOrPath, parameter.Place ?? route.Place, parameter.Name, name);
            }
        }
    }

    private static Asked? Misspelled(Registered route, string template, string whole) =>
        route.Parameters.FirstOrDefault(parameter =>
            parameter.IsText
            && !TemplateShape.HasParameter(whole, parameter.Name)
            && (parameter.IsRequired || template.Contains("?"))
        );

    private static string? Unused(string template, IReadOnlyList<Asked> takers) =>
        TemplateShape
            .ParametersOf(template)
            .FirstOrDefault(name =>
                !takers.Any(taker => (taker.PathName ?? taker.Name).Equals(name, StringComparison.OrdinalIgnoreCase))
            );

    /// <summary>What stands before the routes of a group; null where that is not in sight.</summary>
    private static string? PrefixOf(IOperation? receiver, MethodInSight method) =>
        TypeNames.Is(receiver?.Type, "RestMachine.RestApplication")
            ? ""
            : receiver switch
            {
                IConversionOperation conversion => PrefixOf(conversion.Operand, method),
                IInvocationOperation { TargetMethod.Name: "Group" } group
                    when group.Arguments.Length == 1
                        && group.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string prefix } =>
                    PrefixOf(group.Instance, method) is { } before ? before + prefix : null,
                IInvocationOperation { TargetMethod.Name: "Use" } use => PrefixOf(use.Instance, method),
                ILocalReferenceOperation { Local: var local } => PrefixOf(
                    method.Assignments.OnlyValueOf(local),
                    method
                ),
                _ => null,
            };
}
