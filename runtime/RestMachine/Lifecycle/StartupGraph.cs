using RestMachine.Binding;

namespace RestMachine.Lifecycle;

/// <summary>What each startup value was built on; worked out once, since shutdown has no time for it.</summary>
internal sealed class StartupGraph
{
    private readonly LifecyclePlan _plan;
    private readonly Dictionary<StartupHandler, StartupHandler[]> _whole = [];
    private readonly Dictionary<StartupHandler, int> _positions = [];

    public StartupGraph(LifecyclePlan plan)
    {
        _plan = plan;
        foreach (var handler in plan.Startup)
        {
            Visit(handler);
        }
    }

    /// <summary>What the value was built on, directly or through others, and at last the value itself.</summary>
    public StartupHandler[] Whole(StartupHandler value) => _whole[value];

    /// <summary>What the value was built on.</summary>
    public ArraySegment<StartupHandler> Foundations(StartupHandler value) =>
        new(_whole[value], 0, _whole[value].Length - 1);

    /// <summary>What those values were built on.</summary>
    public HashSet<StartupHandler> Foundations(IEnumerable<StartupHandler> values)
    {
        var found = new HashSet<StartupHandler>();
        foreach (var value in values)
        {
            found.UnionWith(Foundations(value));
        }

        return found;
    }

    /// <summary>
    /// What the handler receives and what that stands on: none of it may be disposed while the handler runs.
    /// </summary>
    public HashSet<StartupHandler> Holds(BoundHandler handler)
    {
        var holds = new HashSet<StartupHandler>();
        foreach (var value in _plan.Uses(handler))
        {
            holds.UnionWith(_whole[value]);
        }

        return holds;
    }

    /// <summary>Its place in an order in which every value comes after those that it was built on.</summary>
    public int Position(StartupHandler value) => _positions[value];

    private StartupHandler[] Visit(StartupHandler handler)
    {
        if (_whole.TryGetValue(handler, out var known))
        {
            return known;
        }

        var found = new HashSet<StartupHandler>();
        foreach (var dependency in _plan.Uses(handler.Bound))
        {
            found.UnionWith(Visit(dependency));
        }

        _positions.Add(handler, _positions.Count);
        return _whole[handler] = [.. found, handler];
    }
}
