using System.ComponentModel;
using System.Text.Json.Serialization.Metadata;
using RestMachine.Binding;
using RestMachine.Filters;
using RestMachine.Lifecycle;
using RestMachine.Routing;

namespace RestMachine;

/// <summary>A registered route.</summary>
public sealed class Route
{
    private readonly FilterList _filters = new();
    private Argument[]? _arguments;

    internal Route(RestApplication application, string method, RouteTemplate template, BoundRoute bound)
    {
        Application = application;
        Method = method;
        Template = template;
        Bound = bound;
    }

    /// <summary>The method it answers.</summary>
    public string Method { get; }

    internal RestApplication Application { get; }

    internal RouteGroup? Group { get; init; }

    internal IReadOnlyList<BoundRoute> Filters => _filters.Filters;

    internal RouteTemplate Template { get; }

    internal BoundRoute Bound { get; }

    internal JsonTypeInfo? Json { get; private set; }

    /// <summary>The startup values that the handler receives.</summary>
    internal IReadOnlyList<StartupHandler> Uses { get; private set; } = [];

    internal Argument[] Arguments => _arguments ?? ResolveLate();

    /// <summary>What must not be disposed while a request runs: what the handler receives and what that stands on.</summary>
    internal IReadOnlyList<StartupHandler> Holds { get; set; } = [];

    /// <summary>Whether a body has a meaning for the method (RFC 9110, 9.3: not for these).</summary>
    internal bool HasBody => Method is not ("GET" or "HEAD" or "DELETE" or "OPTIONS" or "TRACE" or "CONNECT");

    /// <summary>A filter around this route; see <see cref="RestApplication.Use(Delegate)"/>.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public Route Use(Delegate filter) => throw NotBound.At(nameof(Use));

    /// <summary>A filter around this route, without injection.</summary>
    public Route Use(Filter filter)
    {
        Application.ThrowIfStarted(nameof(Use));
        _filters.Add(filter);
        return this;
    }

    /// <summary>What the generated code calls in place of <see cref="Use(Delegate)"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Route AddFilter(BoundRoute bound)
    {
        Application.ThrowIfStarted(nameof(Use));
        _filters.Add(bound);
        return this;
    }

    /// <summary>Method, template and place, for example <c>GET /users/{id} (Program.cs:14)</c>.</summary>
    public override string ToString() => $"{Method} {Template.Text} ({Bound.Place})";

    /// <summary>
    /// Decides where every argument comes from; adds a sentence for each that comes from nowhere. Called once, before
    /// any startup handler runs.
    /// </summary>
    internal void Resolve(StartupValues values, List<string> problems)
    {
        Json = Bound.Json is { } type ? JsonTypes.Find(Application.Settings, type) : null;
        var before = problems.Count;
        var arguments = new ArgumentResolver(this, Application.Settings, values, problems).Resolve();
        Uses = [.. arguments.Select(argument => argument.Startup).OfType<StartupHandler>()];
        _arguments = problems.Count == before ? arguments : null;
    }

    /// <summary>An application that handles requests without having been started finds its problems here.</summary>
    private Argument[] ResolveLate()
    {
        var problems = new List<string>();
        Resolve(Application.StartupValues, problems);
        return problems.Count == 0 ? _arguments! : throw new InvalidOperationException(string.Join('\n', problems));
    }
}
