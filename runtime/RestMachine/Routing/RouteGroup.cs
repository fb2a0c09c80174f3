using System.ComponentModel;
using RestMachine.Binding;
using RestMachine.Filters;
using RestMachine.Routing;

namespace RestMachine;

/// <summary>Routes with a common prefix and filters of their own.</summary>
public sealed class RouteGroup
{
    private readonly FilterList _filters;

    internal RouteGroup(RestApplication application, RouteGroup? parent, string prefix)
    {
        Application = application;
        Parent = parent;
        Prefix = RouteTemplate.Parse(prefix).Text;
        _filters = new FilterList(application);
        application.Add(this);
    }

    internal RestApplication Application { get; }

    internal RouteGroup? Parent { get; }

    internal string Prefix { get; }

    internal IReadOnlyList<BoundCall> Filters => _filters.Calls;

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
        _filters.Add(filter);
        return this;
    }

    /// <summary>A group within this one: prefixes are joined, its filters run after those of this one.</summary>
    /// <param name="prefix">Segments as in a route's template, for example <c>/v1</c> or <c>/tenants/{tenant}</c>.</param>
    public RouteGroup Group(string prefix) => new(Application, this, RouteTemplate.Join(Prefix, prefix));

    /// <summary>As <see cref="RestApplication.Mount(string, RestApplication)"/>, below the group's prefix and behind its filters.</summary>
    /// <exception cref="InvalidOperationException">The other application has started or is mounted already.</exception>
    public RouteGroup Mount(string prefix, RestApplication other)
    {
        Application.Mount(Group(prefix), other);
        return this;
    }

    /// <summary>Registers a bound route; generated code calls it.</summary>
    /// <exception cref="ArgumentException">The template cannot be read.</exception>
    /// <exception cref="InvalidOperationException">Another route answers the same requests.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Route AddRoute(string method, string template, BoundRoute bound) =>
        Application.AddRoute(this, method, RouteTemplate.Join(Prefix, template), bound);

    /// <summary>What the generated code calls in place of <see cref="Use(Delegate)"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RouteGroup AddFilter(BoundRoute bound)
    {
        _filters.Add(bound);
        return this;
    }
}
