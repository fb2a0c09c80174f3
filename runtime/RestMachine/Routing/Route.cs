using System.ComponentModel;
using RestMachine.Binding;
using RestMachine.Filters;
using RestMachine.Lifecycle;
using RestMachine.Routing;

namespace RestMachine;

/// <summary>A registered route.</summary>
public sealed class Route
{
    private readonly FilterList _filters;
    private BoundCall[]? _pipeline;

    internal Route(RestApplication application, string method, RouteTemplate template, BoundRoute bound)
        : this(BoundCall.ForRoute(application, method, template, bound), new FilterList(application)) { }

    private Route(BoundCall call, FilterList filters)
    {
        Call = call;
        _filters = filters;
    }

    /// <summary>The method it answers.</summary>
    public string Method => Call.Method;

    internal BoundCall Call { get; }

    internal RestApplication Application => Call.Application;

    internal RouteTemplate Template => Call.Template;

    internal RouteGroup? Group { get; init; }

    /// <summary>The startup values that the handler receives.</summary>
    internal IReadOnlyList<StartupHandler> Uses => Call.Uses;

    /// <summary>What must not be disposed while a request runs: what its calls receive and what that stands on.</summary>
    internal IReadOnlyList<StartupHandler> Holds { get; set; } = [];

    /// <summary>Every filter on the way to the handler, the outermost first; kept once the application has started.</summary>
    internal BoundCall[] Filters => _pipeline ?? CollectFilters();

    /// <summary>A filter around this route; see <see cref="RestApplication.Use(Delegate)"/>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Use(Delegate filter) => throw NotBound.At(nameof(Use));

    /// <summary>A filter around this route, without injection.</summary>
    public Route Use(Filter filter)
    {
        _filters.Add(filter);
        return this;
    }

    /// <summary>What the generated code calls in place of <see cref="Use(Delegate)"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Route AddFilter(BoundRoute bound)
    {
        _filters.Add(bound);
        return this;
    }

    /// <summary>Method, template and place, for example <c>GET /users/{id} (Program.cs:14)</c>.</summary>
    public override string ToString() => Call.ToString();

    internal void Resolve(StartupValues values, List<string> problems)
    {
        Call.Resolve(values, problems);
        foreach (var filter in _filters.Calls)
        {
            filter.Resolve(values, problems);
        }

        _pipeline = CollectFilters();
    }

    /// <summary>The same route below a prefix, in the application that its own is mounted in.</summary>
    internal Route Below(string prefix) =>
        new(
            BoundCall.ForRoute(
                Application,
                Method,
                RouteTemplate.Parse(RouteTemplate.Join(prefix, Template.Text)),
                Call.Bound
            ),
            _filters
        )
        {
            Group = Group,
        };

    private BoundCall[] CollectFilters()
    {
        List<BoundCall> filters = [];
        Application.AddFiltersOf(Group, filters);
        filters.AddRange(_filters.Calls);
        return [.. filters];
    }
}
