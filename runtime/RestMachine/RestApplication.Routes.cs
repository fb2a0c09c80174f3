using System.ComponentModel;
using RestMachine.Binding;
using RestMachine.Lifecycle;
using RestMachine.Routing;

namespace RestMachine;

/// <content>Routes.</content>
public sealed partial class RestApplication
{
    private readonly List<Route> _routes = [];
    private readonly List<RestApplication> _mounted = [];

    internal IReadOnlyList<Route> Routes => _routes;

    internal Router Router { get; } = new();

    /// <summary>The startup values in the order in which this application's parameters look for them.</summary>
    internal StartupValues StartupValues => new(Outermost._startup, this);

    /// <summary>Where another application has taken this one in.</summary>
    internal RouteGroup? MountedIn { get; private set; }

    /// <summary>What a request holds that no route answers.</summary>
    internal IReadOnlyList<StartupHandler> Holds { get; set; } = [];

    /// <summary>
    /// This application, the one it is mounted in, and so on to the outermost: where its handlers look for values.
    /// </summary>
    internal IEnumerable<RestApplication> Outwards
    {
        get
        {
            for (var app = this; app is not null; app = app.MountedIn?.Application)
            {
                yield return app;
            }
        }
    }

    /// <summary>The application that an adapter runs.</summary>
    internal RestApplication Outermost => Outwards.Last();

    /// <summary>Answers GET and, without its content, HEAD.</summary>
    /// <param name="template">
    /// Segments of text or one parameter each: <c>{id}</c>; constrained as <c>{id:int}</c> or
    /// <c>{n:int:range(1,10)}</c> (int, long, guid, bool, alpha, range, min, max, length, minlength, maxlength, regex);
    /// optional at the end, <c>{id?}</c>; or last the rest of the path, <c>{*rest}</c> or <c>{**rest}</c>. In every segment text beats a
    /// constrained parameter beats a parameter beats the rest, whatever the order of registration. Paths compare with
    /// case; each segment is percent-decoded once; one trailing slash, in template or path, is ignored, save that the
    /// rest of the path keeps it.
    /// </param>
    /// <param name="handler">
    /// Its parameters come from the template, the query, startup values, services and, where the method has one, the
    /// body; <see cref="Request"/>, <see cref="CancellationToken"/> and a logger as they are. An object it returns
    /// becomes JSON, a string text, bytes binary, <see langword="null"/> 404 for GET and HEAD and 204 otherwise,
    /// nothing 204.
    /// </param>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Get(string template, Delegate handler) => throw NotBound.At(nameof(Get));

    /// <summary>Answers POST; template and handler as for <see cref="Get"/>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Post(string template, Delegate handler) => throw NotBound.At(nameof(Post));

    /// <summary>Answers PUT; template and handler as for <see cref="Get"/>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Put(string template, Delegate handler) => throw NotBound.At(nameof(Put));

    /// <summary>Answers PATCH; template and handler as for <see cref="Get"/>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Patch(string template, Delegate handler) => throw NotBound.At(nameof(Patch));

    /// <summary>Answers DELETE; template and handler as for <see cref="Get"/>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Delete(string template, Delegate handler) => throw NotBound.At(nameof(Delete));

    /// <summary>Answers HEAD instead of the GET route.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Head(string template, Delegate handler) => throw NotBound.At(nameof(Head));

    /// <summary>Answers OPTIONS instead of the list of allowed methods.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Options(string template, Delegate handler) => throw NotBound.At(nameof(Options));

    /// <summary>Answers a method by its name: upper-case letters, for example <c>PURGE</c>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Map(string method, string template, Delegate handler) => throw NotBound.At(nameof(Map));

    /// <summary>Routes with a common prefix, and filters of their own.</summary>
    /// <param name="prefix">Segments as in a template, for example <c>/v1</c> or <c>/tenants/{tenant}</c>.</param>
    public RouteGroup Group(string prefix) => new(this, null, prefix);

    /// <summary>
    /// Takes in everything that another application has registered: its routes, below the prefix and behind its own
    /// filters; its startup and shutdown handlers. Its parameters prefer its own startup values, dependencies and error
    /// handlers to this application's, and are given none of another mounted one's; services and serializer context
    /// stay its own. A handler whose name is taken gets a number behind it.
    /// </summary>
    /// <param name="prefix">Segments as in a template, for example <c>/admin</c>.</param>
    /// <param name="other">The application; afterwards nothing more can be registered with it.</param>
    /// <exception cref="InvalidOperationException">
    /// It has started or is mounted already, or one of its routes answers the same requests as one of this
    /// application's: then nothing is mounted.
    /// </exception>
    public RestApplication Mount(string prefix, RestApplication other)
    {
        Mount(Group(prefix), other);
        return this;
    }

    /// <summary>Registers a bound route; generated code calls it.</summary>
    /// <exception cref="ArgumentException">The template cannot be read.</exception>
    /// <exception cref="InvalidOperationException">Another route answers the same requests.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Route AddRoute(string method, string template, BoundRoute bound) => AddRoute(null, method, template, bound);

    internal Route AddRoute(RouteGroup? group, string method, string template, BoundRoute bound)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        if (!method.All(character => char.IsAsciiLetterUpper(character) || "-_".Contains(character)))
        {
            throw new ArgumentException(
                $"\"{method}\" is no method: expected upper-case letters, as it is sent (methods compare with case).",
                nameof(method)
            );
        }

        ThrowIfStarted(method);
        var route = new Route(this, method, RouteTemplate.Parse(template), bound) { Group = group };
        Add(route);
        return route;
    }

    internal void Mount(RouteGroup place, RestApplication other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ThrowIfStarted(nameof(Mount));
        other.ThrowIfStarted(nameof(Mount));
        if (other == Outermost)
        {
            throw new InvalidOperationException("An application cannot be mounted in itself.");
        }

        // Whatever is wrong with the routes is found before anything has changed.
        var routes = other._routes.ConvertAll(route => route.Below(place.Prefix));
        routes.ForEach(Router.ThrowIfTaken);
        TakeHandlers(other);
        other.MountedIn = place;
        _mounted.Add(other);
        routes.ForEach(Add);
    }

    private void Add(Route route)
    {
        Router.Add(route);
        _routes.Add(route);
    }
}
