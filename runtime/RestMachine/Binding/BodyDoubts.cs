using RestMachine.Routing;

namespace RestMachine.Binding;

/// <summary>
/// Finds parameters that look like a request's body and are given something else: one registration elsewhere is enough
/// for that, so it is said.
/// </summary>
internal static class BodyDoubts
{
    public static IEnumerable<string> In(IEnumerable<Route> routes)
    {
        foreach (var route in routes)
        {
            if (!route.Call.HasBody || route.Call.Arguments.Any(argument => argument.IsBody || argument.IsForm))
            {
                continue;
            }

            foreach (var argument in route.Call.Arguments)
            {
                if (DoubtOf(argument, route) is { } taken)
                {
                    yield return $"{route}: parameter {argument.Parameter.Name} is {taken}, and not the body; "
                        + "mark it [Body] if that is meant";
                }
            }
        }
    }

    private static string? DoubtOf(Argument argument, Route route) =>
        argument.Parameter is { Source: ParameterSource.Value, ValueName: null }
        && WhatIsTaken(argument) is { } taken
        && JsonTypes.Find(route.Application.Settings, argument.Parameter.Type) is not null
            ? taken
            : null;

    private static string? WhatIsTaken(Argument argument) =>
        argument.Origin switch
        {
            ArgumentOrigin.Startup =>
                $"the value of startup handler '{argument.Startup!.Name}' (to say so, give that a name "
                    + "and mark it [Named(\"…\")])",
            ArgumentOrigin.Service => "a service (to say so, mark it [Service])",
            _ => null,
        };
}
