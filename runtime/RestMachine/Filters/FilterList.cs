using RestMachine.Binding;

namespace RestMachine.Filters;

/// <summary>The filters of an application, a group or a route, in the order of registration.</summary>
internal sealed class FilterList(RestApplication application)
{
    private readonly List<BoundCall> _calls = [];

    public IReadOnlyList<BoundCall> Calls => _calls;

    public void Add(BoundRoute bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        application.ThrowIfStarted(nameof(RestApplication.Use));
        _calls.Add(BoundCall.Around(application, "Filter", bound));
    }

    public void Add(Filter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Add(
            new BoundRoute(filter, filter.Method.Name)
            {
                Invoke = static (handler, call) => OrPassed(((Filter)handler)(call.Request, call.Next)),
            }
        );
    }

    /// <summary>Null lets the request pass, as it does for a filter that is bound.</summary>
    private static async ValueTask<Response> OrPassed(ValueTask<Response> answer) => await answer ?? RouteCall.Passed;
}
