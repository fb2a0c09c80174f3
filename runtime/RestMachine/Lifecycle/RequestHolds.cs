using RestMachine.Binding;

namespace RestMachine.Lifecycle;

/// <summary>
/// Works out what must not be disposed while a request runs: what its calls receive and what that stands on.
/// </summary>
internal sealed class RequestHolds(StartupGraph graph)
{
    public void Note(RestApplication app, BoundCall[] around)
    {
        app.Holds = Of(around);
        foreach (var route in app.Routes)
        {
            route.Holds =
                route.Filters.Length > 0 ? [.. app.Holds.Union(Of([.. route.Filters, route.Call]))]
                : route.Uses.Count == 0 ? app.Holds
                // Most routes of a large application: one list for all that receive the same value.
                : app.Holds.Count == 0 && route.Uses.Count == 1 ? graph.Whole(route.Uses[0])
                : [.. app.Holds.Union(Of([route.Call]))];
        }
    }

    private StartupHandler[] Of(BoundCall[] calls) =>
        [.. calls.SelectMany(call => call.Uses).SelectMany(graph.Whole).Distinct()];
}
