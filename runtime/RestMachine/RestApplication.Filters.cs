using System.ComponentModel;
using RestMachine.Binding;
using RestMachine.Filters;

namespace RestMachine;

/// <content>What stands around handlers.</content>
public sealed partial class RestApplication
{
    private readonly FilterList _filters;
    private readonly List<RouteGroup> _groups = [];
    private readonly Dictionary<Type, BoundCall> _dependencies = [];
    private readonly Dictionary<Type, BoundCall> _errorHandlers = [];

    /// <summary>
    /// A filter around every request, also around those that no route answers. Filters run in the order of their
    /// registration, those of the application before those of its groups before those of the route.
    /// </summary>
    /// <param name="filter">
    /// Takes what a handler takes, the body excepted, and <see cref="Next"/> if something is to happen afterwards. What
    /// it returns is the response; nothing or <see langword="null"/> lets the request pass.
    /// </param>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication Use(Delegate filter) => throw NotBound.At(nameof(Use));

    /// <summary>A filter around every request, without injection.</summary>
    public RestApplication Use(Filter filter)
    {
        _filters.Add(filter);
        return this;
    }

    /// <summary>Answers a request whose handler or filter threw this exception or one derived from it.</summary>
    /// <typeparam name="TException">The most derived type that was registered wins.</typeparam>
    /// <param name="handler">Takes the exception and what a handler takes, the body excepted.</param>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication OnError<TException>(Delegate handler)
        where TException : Exception => throw NotBound.At(nameof(OnError));

    /// <summary>
    /// Makes a value for one request when a handler or filter first asks for its type; it is disposed after the
    /// response.
    /// </summary>
    /// <param name="handler">Takes what a filter takes, other request-scoped values included.</param>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication Dependency(Delegate handler) => throw NotBound.At(nameof(Dependency));

    /// <summary>What the generated code calls in place of <see cref="Use(Delegate)"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RestApplication AddFilter(BoundRoute bound)
    {
        _filters.Add(bound);
        return this;
    }

    /// <summary>What the generated code calls in place of <see cref="OnError{TException}"/>.</summary>
    /// <exception cref="InvalidOperationException">The exception already has a handler.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RestApplication AddErrorHandler(Type exception, BoundRoute bound)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(bound);
        ThrowIfStarted(nameof(OnError));
        var call = BoundCall.Around(this, $"OnError<{TypeName.Of(exception)}>", bound);
        return _errorHandlers.TryAdd(exception, call)
            ? this
            : throw new InvalidOperationException(
                $"{call} answers the same exception as {_errorHandlers[exception]}; remove one of them."
            );
    }

    /// <summary>What the generated code calls in place of <see cref="Dependency"/>.</summary>
    /// <exception cref="InvalidOperationException">The type is already made elsewhere.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RestApplication AddDependency(BoundRoute bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        ThrowIfStarted(nameof(Dependency));
        var result = bound.Result ?? throw new ArgumentException("A dependency makes a value.", nameof(bound));
        var call = BoundCall.Around(this, $"Dependency of {TypeName.Of(result)}", bound);
        return _dependencies.TryAdd(result, call)
            ? this
            : throw new InvalidOperationException(
                $"{call} makes the same type as {_dependencies[result]}; remove one of them, or give them types of their own."
            );
    }

    internal void Add(RouteGroup group) => _groups.Add(group);

    /// <summary>Its own before those of the application it is mounted in.</summary>
    internal BoundCall? FindDependency(Type type) =>
        Outwards.Select(app => app._dependencies.GetValueOrDefault(type)).FirstOrDefault(found => found is not null);

    /// <summary>The most derived wins; for one type, its own before that of the application it is mounted in.</summary>
    internal BoundCall? FindErrorHandler(Type exception)
    {
        for (var type = exception; type is not null; type = type.BaseType)
        {
            foreach (var app in Outwards)
            {
                if (app._errorHandlers.TryGetValue(type, out var found))
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>The filters around a group's routes, the outermost first.</summary>
    internal void AddFiltersOf(RouteGroup? group, List<BoundCall> filters)
    {
        if (group is not null)
        {
            AddFiltersOf(group.Parent, filters);
        }
        else if (MountedIn is { } place)
        {
            place.Application.AddFiltersOf(place, filters);
        }

        filters.AddRange(group is null ? _filters.Calls : group.Filters);
    }

    /// <summary>The route that a CORS preflight asks for, else the first that has the path.</summary>
    internal Route? FindNear(Request request)
    {
        var routes = Router.RoutesOf(request.Path);
        return routes.FirstOrDefault(route => IsAskedFor(route, request)) ?? (routes.Count > 0 ? routes[0] : null);
    }

    /// <summary>
    /// Around a request that no route answers: all filters of the route that a CORS preflight asks for, else those of
    /// the group whose routes have the path.
    /// </summary>
    internal BoundCall[] FiltersWithoutRoute(Request request, Route? near)
    {
        if (near is not null && IsAskedFor(near, request))
        {
            return near.Filters;
        }

        List<BoundCall> filters = [];
        (near?.Application ?? this).AddFiltersOf(near?.Group, filters);
        return [.. filters];
    }

    private static bool IsAskedFor(Route route, Request request) =>
        request.Method == "OPTIONS" && request.Headers["Access-Control-Request-Method"] == route.Method;

    /// <summary>Everything but the routes themselves and their own filters.</summary>
    internal IEnumerable<BoundCall> Surroundings =>
        _filters
            .Calls.Concat(_groups.SelectMany(group => group.Filters))
            .Concat(_dependencies.Values)
            .Concat(_errorHandlers.Values)
            .Concat(_mounted.SelectMany(mounted => mounted.Surroundings));
}
