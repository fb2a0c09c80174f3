using RestMachine.Binding;

namespace RestMachine.Lifecycle;

/// <summary>What each startup value was built on; worked out once, since shutdown has no time for it.</summary>
internal sealed class StartupGraph
{
    private readonly LifecyclePlan _plan;
    private readonly Dictionary<StartupHandler, HashSet<StartupHandler>> _foundations = [];
    private readonly Dictionary<StartupHandler, int> _positions = [];

    public StartupGraph(LifecyclePlan plan)
    {
        _plan = plan;
        foreach (var handler in plan.Startup)
        {
            Visit(handler);
        }
    }

    /// <summary>What the value was built on, directly or through others; not the value itself.</summary>
    public HashSet<StartupHandler> Foundations(StartupHandler value) => _foundations[value];

    /// <summary>What those values were built on.</summary>
    public HashSet<StartupHandler> Foundations(IEnumerable<StartupHandler> values)
    {
        var found = new HashSet<StartupHandler>();
        foreach (var value in values)
        {
            found.UnionWith(_foundations[value]);
        }

        return found;
    }

    /// <summary>What the handler receives and what that stands on: none of it may be disposed while the handler runs.</summary>
    public HashSet<StartupHandler> Holds(BoundHandler handler)
    {
        var uses = _plan.Uses(handler).ToArray();
        var holds = Foundations(uses);
        holds.UnionWith(uses);
        return holds;
    }

    /// <summary>Its place in an order in which every value comes after those that it was built on.</summary>
    public int Position(StartupHandler value) => _positions[value];

    private HashSet<StartupHandler> Visit(StartupHandler handler)
    {
        if (_foundations.TryGetValue(handler, out var found))
        {
            return found;
        }

        found = [];
        foreach (var dependency in _plan.Uses(handler.Bound))
        {
            found.Add(dependency);
            found.UnionWith(Visit(dependency));
        }

        _positions.Add(handler, _positions.Count);
        return _foundations[handler] = found;
    }
}
