using RestMachine.Binding;

namespace RestMachine.Filters;

/// <summary>The filters of an application, a group or a route, in the order of registration.</summary>
internal sealed class FilterList
{
    private readonly List<BoundRoute> _filters = [];

    public IReadOnlyList<BoundRoute> Filters => _filters;

    public void Add(BoundRoute bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        _filters.Add(bound);
    }

    public void Add(Filter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        _filters.Add(
            new BoundRoute(filter, nameof(Filter))
            {
                Invoke = static (handler, call) => ((Filter)handler)(call.Request, call.Next),
            }
        );
    }
}
