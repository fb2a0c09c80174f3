namespace RestMachine.Routing;

/// <summary>A place in the tree of segments, and the routes that end there.</summary>
internal sealed class RouteNode
{
    private readonly Dictionary<string, RouteNode> _literals = new(StringComparer.Ordinal);
    private readonly List<Route> _routes = [];
    private readonly List<(RouteConstraint Constraint, RouteNode Node)> _parameters = [];

    public IReadOnlyList<Route> Routes => _routes;

    /// <summary>Narrower constraints first.</summary>
    public IReadOnlyList<(RouteConstraint Constraint, RouteNode Node)> Parameters => _parameters;

    public RouteNode? CatchAll { get; private set; }

    public RouteNode? Literal(ReadOnlySpan<char> segment) =>
        _literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var node) ? node : null;

    public Route? Find(string method)
    {
        for (var index = 0; index < _routes.Count; index++)
        {
            if (_routes[index].Method == method)
            {
                return _routes[index];
            }
        }

        return null;
    }

    public void Add(Route route) => _routes.Add(route);

    public RouteNode Descend(RouteSegment segment) =>
        segment.Kind switch
        {
            SegmentKind.Literal => _literals.TryGetValue(segment.Text, out var node)
                ? node
                : _literals[segment.Text] = new RouteNode(),
            SegmentKind.CatchAll => CatchAll ??= new RouteNode(),
            _ => DescendParameter(segment.Constraint),
        };

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
        _parameters.Add((constraint, added));
        _parameters.Sort(static (left, right) => RouteConstraint.Compare(left.Constraint, right.Constraint));
        return added;
    }
}
