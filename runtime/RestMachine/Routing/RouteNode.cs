namespace RestMachine.Routing;

/// <summary>A place in the tree of segments, and the routes that end there.</summary>
internal sealed class RouteNode
{
    // Most places have only one of the three: a large application has thousands of places.
    private Dictionary<string, RouteNode>? _literals;
    private Route[] _routes = [];
    private (RouteConstraint Constraint, RouteNode Node)[] _parameters = [];

    public IReadOnlyList<Route> Routes => _routes;

    /// <summary>Narrower constraints first.</summary>
    public ReadOnlySpan<(RouteConstraint Constraint, RouteNode Node)> Parameters => _parameters;

    public RouteNode? CatchAll { get; private set; }

    public RouteNode? Literal(ReadOnlySpan<char> segment) =>
        _literals is not null && _literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var node)
            ? node
            : null;

    public Route? Find(string method)
    {
        foreach (var route in _routes)
        {
            if (route.Method == method)
            {
                return route;
            }
        }

        return null;
    }

    public void Add(Route route) => _routes = [.. _routes, route];

    public RouteNode Descend(RouteSegment segment) =>
        segment.Kind switch
        {
            SegmentKind.Literal => DescendLiteral(segment.Text),
            SegmentKind.CatchAll => CatchAll ??= new RouteNode(),
            _ => DescendParameter(segment.Constraint),
        };

    private RouteNode DescendLiteral(string text)
    {
        _literals ??= new(StringComparer.Ordinal);
        return _literals.TryGetValue(text, out var node) ? node : _literals[text] = new RouteNode();
    }

    private RouteNode DescendParameter(RouteConstraint constraint)
    {
        foreach (var (known, node) in _parameters)
        {
            if (known.Name == constraint.Name)
            {
                return node;
            }
        }

        var added = new RouteNode();
        _parameters = [.. _parameters, (constraint, added)];
        Array.Sort(_parameters, static (left, right) => RouteConstraint.Compare(left.Constraint, right.Constraint));
        return added;
    }
}
