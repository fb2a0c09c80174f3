using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RestMachine.Generators.CallSites;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators.Applications;

/// <summary>What is wrong between registrations of one application.</summary>
internal static class ApplicationChecks
{
    /// <summary>The property in which a diagnostic carries the names to choose among.</summary>
    public const string Names = "names";

    public static IEnumerable<Diagnostic> Run(IReadOnlyList<Registered> application, MethodInSight method)
    {
        var values = new VisibleValues(application, method);
        return Duplicates(application).Concat(Parameters(application, values)).Concat(Cycles(values));
    }

    private static IEnumerable<Diagnostic> Duplicates(IReadOnlyList<Registered> application)
    {
        var seen = new Dictionary<string, Registered>(StringComparer.Ordinal);
        foreach (var route in application.Where(registered => registered.Kind == RegistrationKind.Route))
        {
            var method = route.Call.TargetMethod.Name;
            var sent = method == "Map" ? route.Text("method") : method.ToUpperInvariant();
            if (sent is null || route.Text("template") is not { } template)
            {
                continue;
            }

            var requests = $"{sent} {TemplateShape.Of(template)}";
            if (seen.TryGetValue(requests, out var first))
            {
                var line = first.Call.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                yield return Diagnostic.Create(Rule.DuplicateRoute, route.Place, $"{sent} {template}", line);
            }
            else
            {
                seen.Add(requests, route);
            }
        }
    }

    private static IEnumerable<Diagnostic> Parameters(IReadOnlyList<Registered> application, VisibleValues values)
    {
        foreach (var registered in application)
        {
            foreach (var parameter in registered.Parameters)
            {
                var place = parameter.Place ?? registered.Place;
                var isLifecycle = Registration.IsLifecycle(registered.Kind);
                if (isLifecycle && values.IsOfRequest(parameter))
                {
                    var what = $"a {Short(parameter.Type)} that Dependency makes for each request";
                    var method = registered.Call.TargetMethod.Name;
                    yield return Diagnostic.Create(Rule.RequestOutsideRequest, place, parameter.Name, method, what);
                }

                if (!isLifecycle && !IsOfPath(registered, parameter) && values.HasRival(parameter))
                {
                    yield return Diagnostic.Create(Rule.QueryOrStartup, place, parameter.Name, Short(parameter.Type));
                }

                if (values.Ambiguous(parameter) is { Count: > 0 } candidates)
                {
                    yield return Ambiguous(parameter, place, candidates);
                }
            }
        }
    }

    private static bool IsOfPath(Registered route, Asked parameter) =>
        route.Text("template") is { } template && TemplateShape.HasParameter(template, parameter.Name);

    private static Diagnostic Ambiguous(Asked parameter, Location place, IReadOnlyList<Registered> candidates)
    {
        var names = string.Join("\n", candidates.Select(candidate => candidate.Name).OfType<string>());
        return Diagnostic.Create(
            Rule.AmbiguousValue,
            place,
            ImmutableDictionary<string, string?>.Empty.Add(Names, names),
            candidates.Count,
            Short(parameter.Type),
            parameter.Name
        );
    }

    /// <summary>Each circle is told once, at the first of its handlers.</summary>
    private static IEnumerable<Diagnostic> Cycles(VisibleValues values)
    {
        var finished = new HashSet<Registered>();
        foreach (var start in values.Startup.Where(start => !finished.Contains(start)))
        {
            if (Cycle(start, [], finished, values) is { } cycle)
            {
                var names = string.Join(" → ", cycle.Select(registered => registered.Display));
                yield return Diagnostic.Create(Rule.DependencyCycle, cycle[0].Place, names);
            }
        }
    }

    private static List<Registered>? Cycle(
        Registered step,
        List<Registered> path,
        HashSet<Registered> finished,
        VisibleValues values
    )
    {
        if (path.IndexOf(step) is >= 0 and var begin)
        {
            return [.. path.Skip(begin), step];
        }

        if (!finished.Add(step))
        {
            return null;
        }

        path.Add(step);
        var found = step
            .Parameters.Select(values.ProducerOf)
            .OfType<Registered>()
            .Select(producer => Cycle(producer, path, finished, values))
            .FirstOrDefault(cycle => cycle is not null);
        path.RemoveAt(path.Count - 1);
        return found;
    }

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
