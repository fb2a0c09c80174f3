using System.Text.Json.Serialization.Metadata;
using RestMachine.Lifecycle;
using RestMachine.Routing;

namespace RestMachine.Binding;

/// <summary>A bound delegate in its place: a route's handler, a filter, an error handler or a dependency.</summary>
internal sealed class BoundCall
{
    private static readonly RouteTemplate Anywhere = RouteTemplate.Parse("/");

    private readonly string _name;
    private Argument[]? _arguments;

    private BoundCall(RestApplication application, string name, BoundRoute bound)
    {
        Application = application;
        _name = name;
        Bound = bound;
    }

    public RestApplication Application { get; }

    public BoundRoute Bound { get; }

    /// <summary>The route's method; empty for what stands around routes.</summary>
    public string Method { get; private init; } = "";

    public RouteTemplate Template { get; private init; } = Anywhere;

    /// <summary>
    /// Whether it is a route's handler, whose template is known, and not something around many routes.
    /// </summary>
    public bool IsRoute => Method.Length > 0;

    /// <summary>Whether a body has a meaning for the method (RFC 9110, 9.3: not for these).</summary>
    public bool HasBody => Method is not ("GET" or "HEAD" or "DELETE" or "OPTIONS" or "TRACE" or "CONNECT" or "");

    public JsonTypeInfo? Json { get; private set; }

    /// <summary>The startup values that the delegate receives.</summary>
    public IReadOnlyList<StartupHandler> Uses { get; private set; } = [];

    /// <summary>The request-scoped values that the delegate receives.</summary>
    public IReadOnlyList<BoundCall> Dependencies { get; private set; } = [];

    public Argument[] Arguments => _arguments ?? ResolveLate();

    public static BoundCall ForRoute(
        RestApplication application,
        string method,
        RouteTemplate template,
        BoundRoute bound
    ) => new(application, $"{method} {template.Text}", bound) { Method = method, Template = template };

    public static BoundCall Around(RestApplication application, string kind, BoundRoute bound) =>
        new(application, kind, bound);

    public override string ToString() => $"{_name} ({Bound.Place})";

    /// <summary>
    /// Decides where every argument comes from; adds a sentence for each that comes from nowhere. Called once, before
    /// any startup handler runs.
    /// </summary>
    public void Resolve(StartupValues values, List<string> problems)
    {
        Json = Bound.Json is { } type ? JsonTypes.Find(Application.Settings, type) : null;
        var before = problems.Count;
        var arguments = new ArgumentResolver(this, Application.Settings, values, problems).Resolve();
        Uses = Gather(arguments, static argument => argument.Startup);
        Dependencies = Gather(arguments, static argument => argument.Dependency);
        _arguments = problems.Count == before ? arguments : null;
    }

    /// <summary>One array or none: a large application has hundreds of these at its start.</summary>
    private static T[] Gather<T>(Argument[] arguments, Func<Argument, T?> select)
        where T : class
    {
        List<T>? found = null;
        foreach (var argument in arguments)
        {
            if (select(argument) is { } value)
            {
                (found ??= new(1)).Add(value);
            }
        }

        return found is null ? [] : [.. found];
    }

    /// <summary>An application that handles requests without having been started finds its problems here.</summary>
    private Argument[] ResolveLate()
    {
        var problems = new List<string>();
        Resolve(Application.StartupValues, problems);
        var isSound = false;
        try
        {
            foreach (var dependency in problems.Count == 0 ? Dependencies : [])
            {
                _ = dependency.Arguments;
            }

            problems.AddRange(DependencyCycles.In([this]));
            isSound = problems.Count == 0;
        }
        finally
        {
            _arguments = isSound ? _arguments : null;
        }

        return _arguments ?? throw new InvalidOperationException(string.Join('\n', problems));
    }
}
