namespace RestMachine.Routing;

/// <summary>One walk through the tree, backing out of branches that lead nowhere.</summary>
internal ref struct RouteSearch(string path, Span<RouteValue> values)
{
    private readonly string _path = path;
    private readonly int _end = path is [.., '/'] ? path.Length - 1 : path.Length;
    private readonly bool _isEscaped = path.Contains('%', StringComparison.Ordinal);
    private readonly Span<RouteValue> _values = values;

    /// <summary>The method to look for.</summary>
    public string Method { get; init; } = "";

    /// <summary>When set, the walk visits every match and notes its routes instead of stopping at the first.</summary>
    public List<Route>? Seen { get; init; }

    /// <summary>How many values the walk holds.</summary>
    public int Depth { get; private set; }

    public Route? Find(RouteNode root) => _path is ['/', ..] ? Walk(root, 1) : null;

    private Route? Walk(RouteNode node, int start)
    {
        if (start > _end)
        {
            return RouteOf(node) ?? Rest(node, start);
        }

        var slash = _path.AsSpan(start, _end - start).IndexOf('/');
        var length = slash < 0 ? _end - start : slash;
        if (length == 0)
        {
            return Rest(node, start);
        }

        var raw = _path.AsSpan(start, length);
        var segment = _isEscaped ? Uri.UnescapeDataString(raw) : raw;
        var next = start + length + 1;
        return Text(node, segment, next) ?? Parameter(node, segment, start, length) ?? Rest(node, start);
    }

    private Route? Text(RouteNode node, ReadOnlySpan<char> segment, int next) =>
        node.Literal(segment) is { } child ? Walk(child, next) : null;

    private Route? Parameter(RouteNode node, ReadOnlySpan<char> segment, int start, int length)
    {
        for (var index = 0; index < node.Parameters.Count; index++)
        {
            var (constraint, child) = node.Parameters[index];
            if (!constraint.Matches(segment))
            {
                continue;
            }

            _values[Depth++] = new RouteValue(start, length);
            if (Walk(child, start + length + 1) is { } route)
            {
                return route;
            }

            Depth--;
        }

        return null;
    }

    private Route? Rest(RouteNode node, int start)
    {
        if (node.CatchAll is not { } child || RouteOf(child) is not { } route)
        {
            return null;
        }

        var from = Math.Min(start, _path.Length);
        _values[Depth++] = new RouteValue(from, _path.Length - from);
        return route;
    }

    private readonly Route? RouteOf(RouteNode node)
    {
        if (Seen is null)
        {
            return node.Find(Method) ?? (Method == "HEAD" ? node.Find("GET") : null);
        }

        Seen.AddRange(node.Routes);
        return null;
    }
}
