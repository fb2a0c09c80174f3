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
    public void Add(Route route)
    {
        if (route.Template.Parameters.Count > MostParameters)
        {
            throw new ArgumentException($"{route} has more than {MostParameters} parameters.", nameof(route));
        }

        var node = _root;
        foreach (var segment in route.Template.Segments)
        {
            node = node.Descend(segment);
        }

        if (node.Find(route.Method) is { } other)
        {
            throw new InvalidOperationException($"{route} matches the same requests as {other}; remove one of them.");
        }

        node.Add(route);
    }

    /// <summary>The route and its values; null when no route of that method has the path. HEAD falls back to GET.</summary>
    public Route? Match(string method, string path, out RouteValue[] values)
    {
        Span<RouteValue> found = stackalloc RouteValue[MostParameters];
        var search = new RouteSearch(path, found) { Method = method };
        var route = search.Find(_root);
        values = route is null || search.Depth == 0 ? [] : found[..search.Depth].ToArray();
        return route;
    }

    /// <summary>Every method that has a route for the path, sorted; empty when there is no such path.</summary>
    public IReadOnlyList<string> MethodsOf(string path)
    {
        Span<RouteValue> found = stackalloc RouteValue[MostParameters];
        var methods = new SortedSet<string>(StringComparer.Ordinal);
        var search = new RouteSearch(path, found) { Seen = methods };
        search.Find(_root);
        if (methods.Contains("GET"))
        {
            methods.Add("HEAD");
        }

        return [.. methods];
    }
}
