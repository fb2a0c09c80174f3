namespace RestMachine.Routing;

/// <summary>
/// Finds the route of a path. In every segment text beats a constrained parameter beats a parameter beats a catch-all,
/// whatever the order of registration; a branch without the method is left for the next one. Paths compare with case,
/// each segment is percent-decoded once, one trailing slash is ignored, an empty segment matches nothing.
/// </summary>
internal sealed class Router
{
    private const int MostParameters = 32;

    private readonly RouteNode _root = new();

    /// <exception cref="InvalidOperationException">The method already has a route there.</exception>
    public void Add(Route route) => FreeEndsOf(route).ForEach(end => end.Add(route));

    /// <summary>As <see cref="Add"/>, but adds nothing.</summary>
    public void ThrowIfTaken(Route route) => FreeEndsOf(route);

    /// <summary>The route and its values; null when no route of that method has the path. HEAD falls back to GET.</summary>
    public Route? Match(string method, string path, out RouteValue[] values)
    {
        Span<RouteValue> found = stackalloc RouteValue[MostParameters];
        var search = new RouteSearch(path, found) { Method = method };
        var route = search.Find(_root);
        values = route is null || search.Depth == 0 ? [] : found[..search.Depth].ToArray();
        return route;
    }

    /// <summary>Every route for the path, whatever its method, the narrowest first; empty when there is no such path.</summary>
    public IReadOnlyList<Route> RoutesOf(string path)
    {
        Span<RouteValue> found = stackalloc RouteValue[MostParameters];
        var routes = new List<Route>();
        var search = new RouteSearch(path, found) { Seen = routes };
        search.Find(_root);
        return routes;
    }

    private List<RouteNode> FreeEndsOf(Route route)
    {
        if (route.Template.Parameters.Count > MostParameters)
        {
            throw new ArgumentException($"{route} has more than {MostParameters} parameters.", nameof(route));
        }

        var ends = EndsOf(route.Template);
        foreach (var end in ends)
        {
            if (end.Find(route.Method) is { } other)
            {
                throw new InvalidOperationException(
                    $"{route} matches the same requests as {other}; remove one of them."
                );
            }
        }

        return ends;
    }

    /// <summary>Where a path of this template can end: behind its last segment, and before each optional one.</summary>
    private List<RouteNode> EndsOf(RouteTemplate template)
    {
        var ends = new List<RouteNode>(1);
        var node = _root;
        for (var index = 0; ; index++)
        {
            if (index >= template.Required)
            {
                ends.Add(node);
            }

            if (index == template.Segments.Count)
            {
                return ends;
            }

            node = node.Descend(template.Segments[index]);
        }
    }
}
