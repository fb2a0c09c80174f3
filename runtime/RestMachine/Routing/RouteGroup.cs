using System.ComponentModel;
using RestMachine.Binding;
using RestMachine.Filters;
using RestMachine.Routing;

namespace RestMachine;

/// <summary>Routes with a common prefix and filters of their own.</summary>
public sealed class RouteGroup
{
    private readonly RestApplication _application;
    private readonly string _prefix;
    private readonly FilterList _filters = new();

    internal RouteGroup(RestApplication application, RouteGroup? parent, string prefix)
    {
        _application = application;
        Parent = parent;
        _prefix = prefix;
    }

    internal RouteGroup? Parent { get; }

    internal IReadOnlyList<BoundRoute> Filters => _filters.Filters;

    /// <summary>Answers GET and, without its content, HEAD; template and handler as for <see cref="RestApplication.Get"/>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Get(string template, Delegate handler) => throw NotBound.At(nameof(Get));

    /// <summary>Answers POST; template and handler as for <see cref="RestApplication.Get"/>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Post(string template, Delegate handler) => throw NotBound.At(nameof(Post));

    /// <summary>Answers PUT; template and handler as for <see cref="RestApplication.Get"/>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Put(string template, Delegate handler) => throw NotBound.At(nameof(Put));

    /// <summary>Answers PATCH; template and handler as for <see cref="RestApplication.Get"/>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Patch(string template, Delegate handler) => throw NotBound.At(nameof(Patch));

    /// <summary>Answers DELETE; template and handler as for <see cref="RestApplication.Get"/>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Delete(string template, Delegate handler) => throw NotBound.At(nameof(Delete));

    /// <summary>Answers HEAD instead of the GET route.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Head(string template, Delegate handler) => throw NotBound.At(nameof(Head));

    /// <summary>Answers OPTIONS instead of the list of allowed methods.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Options(string template, Delegate handler) => throw NotBound.At(nameof(Options));

    /// <summary>Answers a method by its name, written as it is sent.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Map(string method, string template, Delegate handler) => throw NotBound.At(nameof(Map));

    /// <summary>
    /// A filter around every request whose path one of the group's routes has, whatever the method; see
    /// <see cref="RestApplication.Use(Delegate)"/>.
    /// </summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RouteGroup Use(Delegate filter) => throw NotBound.At(nameof(Use));

    /// <summary>As <see cref="Use(Delegate)"/>, without injection.</summary>
    public RouteGroup Use(Filter filter)
    {
        _application.ThrowIfStarted(nameof(Use));
        _filters.Add(filter);
        return this;
    }

    /// <summary>A group within this one: prefixes are joined, its filters run after those of this one.</summary>
    /// <param name="prefix">Segments as in a route's template, for example <c>/v1</c> or <c>/tenants/{tenant}</c>.</param>
    public RouteGroup Group(string prefix) => new(_application, this, RouteTemplate.Join(_prefix, prefix));

    /// <summary>Registers a bound route; generated code calls it.</summary>
    /// <exception cref="ArgumentException">The template cannot be read.</exception>
    /// <exception cref="InvalidOperationException">Another route answers the same requests.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Route AddRoute(string method, string template, BoundRoute bound) =>
        _application.AddRoute(this, method, RouteTemplate.Join(_prefix, template), bound);

    /// <summary>What the generated code calls in place of <see cref="Use(Delegate)"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RouteGroup AddFilter(BoundRoute bound)
    {
        _application.ThrowIfStarted(nameof(Use));
        _filters.Add(bound);
        return this;
    }
}
