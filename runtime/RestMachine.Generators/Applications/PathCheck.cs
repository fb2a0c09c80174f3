using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.CallSites;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators.Applications;

/// <summary>Finds [Path] parameters of which the template has none, where the whole template is in sight.</summary>
internal static class PathCheck
{
    public static IEnumerable<Diagnostic> Run(MethodInSight method) =>
        method
            .Registrations.Where(call => Registration.KindOf(call) == RegistrationKind.Route)
            .Where(call => TypeNames.Is(call.TargetMethod.ContainingType, "RestMachine.RestApplication"))
            .Where(call => method.ShowsWhole(call.Instance))
            .Select(Registered.Read)
            .OfType<Registered>()
            .SelectMany(Problems);

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
