using System.ComponentModel;
using RestMachine.Binding;
using RestMachine.Lifecycle;
using RestMachine.Routing;

namespace RestMachine;

/// <content>
/// Routes. A template's segments are text or one parameter: <c>{id}</c>, <c>{id:int}</c> (int, long, guid, bool, alpha),
/// <c>{*rest}</c>. Text beats parameter beats the rest, whatever the order of registration; a trailing slash is ignored.
/// </content>
public sealed partial class RestApplication
{
    private readonly Router _router = new();
    private readonly List<Route> _routes = [];

    internal IReadOnlyList<Route> Routes => _routes;

    internal StartupValues StartupValues => new(_startup);

    /// <summary>Answers GET and, without its content, HEAD.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Get(string template, Delegate handler) => throw NotBound.At(nameof(Get));

    /// <summary>Answers POST.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Post(string template, Delegate handler) => throw NotBound.At(nameof(Post));

    /// <summary>Answers PUT.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Put(string template, Delegate handler) => throw NotBound.At(nameof(Put));

    /// <summary>Answers PATCH.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Patch(string template, Delegate handler) => throw NotBound.At(nameof(Patch));

    /// <summary>Answers DELETE.</summary>
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

    /// <summary>Registers a bound route; generated code calls it.</summary>
    /// <exception cref="ArgumentException">The template cannot be read.</exception>
    /// <exception cref="InvalidOperationException">Another route answers the same requests.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Route AddRoute(string method, string template, BoundRoute bound)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ThrowIfStarted(method);
        var route = new Route(this, method, RouteTemplate.Parse(template), bound);
        _router.Add(route);
        _routes.Add(route);
        return route;
    }
}
