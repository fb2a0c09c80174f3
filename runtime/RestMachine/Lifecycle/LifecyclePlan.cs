using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RestMachine.Binding;
using RestMachine.Shutdown;

namespace RestMachine.Lifecycle;

/// <summary>Every argument of every startup and shutdown handler resolved, or every reason why not.</summary>
internal sealed class LifecyclePlan
{
    private readonly RestApplicationOptions _options;
    private readonly List<string> _problems = [];
    private readonly Dictionary<BoundHandler, HandlerArgument[]> _arguments = [];

    private LifecyclePlan(RestApplicationOptions options, IReadOnlyList<StartupHandler> startup)
    {
        _options = options;
        Values = new StartupValues(startup);
    }

    public StartupValues Values { get; }

    public required IReadOnlyList<StartupHandler> Startup { get; init; }

    public required IReadOnlyList<ShutdownHandler> Shutdown { get; init; }

    public IReadOnlyList<HandlerArgument> Arguments(BoundHandler handler) => _arguments[handler];

    /// <summary>The startup handlers whose values the handler receives itself.</summary>
    public IEnumerable<StartupHandler> Uses(BoundHandler handler) =>
        _arguments[handler].OfType<HandlerArgument.Value>().Select(value => value.Producer);

    /// <summary>What the values were built on, directly or through others; not the values themselves.</summary>
    public HashSet<StartupHandler> Foundations(IEnumerable<StartupHandler> values)
    {
        var found = new HashSet<StartupHandler>();
        var next = new Stack<StartupHandler>(values);
        while (next.TryPop(out var value))
        {
            foreach (var foundation in Uses(value.Bound).Where(found.Add))
            {
                next.Push(foundation);
            }
        }

        return found;
    }

    public StartupGraph Graph => field ??= new StartupGraph(this);

    public ShutdownOrder ShutdownOrder => field ??= new ShutdownOrder(this);

    /// <summary>Resolves everything; nothing has run when this throws.</summary>
    /// <exception cref="InvalidLifecycleException">A dependency is missing, ambiguous or circular.</exception>
    public static LifecyclePlan Create(RestApplication app)
    {
        var plan = new LifecyclePlan(app.Settings, app.StartupHandlers)
        {
            Startup = app.StartupHandlers,
            Shutdown = app.ShutdownHandlers,
        };
        foreach (var handler in plan.Startup)
        {
            plan.Resolve("Startup", handler.Name, handler.Bound);
        }

        foreach (var handler in plan.Shutdown)
        {
            plan.Resolve("Shutdown", handler.Name, handler.Bound);
        }

        plan.FindCycles();
        plan.ResolveRoutes(app.Routes);
        return plan._problems.Count == 0 ? plan : throw new InvalidLifecycleException(plan._problems);
    }

    private void Resolve(string kind, string name, BoundHandler bound) =>
        _arguments[bound] = [.. bound.Parameters.Select(parameter => Resolve(kind, name, parameter))];

    private HandlerArgument Resolve(string kind, string handler, BoundParameter parameter)
    {
        if (parameter.Type == typeof(CancellationToken))
        {
            return new HandlerArgument.Token();
        }

        if (parameter.Type == typeof(ILogger))
        {
            return new HandlerArgument.Constant(_options.CreateLogger($"RestMachine.{handler}"));
        }

        if (Values.Find(parameter, out var problem) is { } producer)
        {
            return new HandlerArgument.Value(producer, parameter.IsOptional, parameter.Default);
        }

        if (problem is null && FromServices(parameter.Type) is { } service)
        {
            return service;
        }

        if (problem is null && parameter.IsOptional)
        {
            return new HandlerArgument.Constant(parameter.Default);
        }

        _problems.Add($"{kind} handler '{handler}', parameter '{parameter.Name}': {problem ?? Missing(parameter)}.");
        return new HandlerArgument.Constant(null);
    }

    private HandlerArgument? FromServices(Type type)
    {
        if (_options.Services is not { } services)
        {
            return null;
        }

        if (type == typeof(IServiceProvider))
        {
            return new HandlerArgument.Constant(services);
        }

        var known = services.GetService(typeof(IServiceProviderIsService)) is IServiceProviderIsService registry
            ? registry.IsService(type)
            : services.GetService(type) is not null;
        return known ? new HandlerArgument.Service(services, type) : null;
    }

    private static string Missing(BoundParameter parameter)
    {
        var type = TypeName.Of(parameter.Type);
        return parameter.Type == typeof(Request)
            ? "a Request exists only while one is answered; take the value in a route's handler instead"
            : $"nothing makes a {type}; add app.OnStartup(() => …) that returns one, or register it with the services";
    }

    private void ResolveRoutes(IEnumerable<Route> routes)
    {
        foreach (var route in routes)
        {
            route.Resolve(Values, _problems);
            if (_problems.Count == 0)
            {
                route.Holds = [.. Foundations(route.Uses).Union(route.Uses)];
            }
        }
    }

    private void FindCycles()
    {
        var finished = new HashSet<StartupHandler>();
        foreach (var handler in Startup)
        {
            Visit(handler, [], finished);
        }
    }

    private void Visit(StartupHandler handler, List<StartupHandler> path, HashSet<StartupHandler> finished)
    {
        var start = path.IndexOf(handler);
        if (start >= 0)
        {
            var cycle = string.Join(" → ", path.Skip(start).Append(handler).Select(step => $"'{step.Name}'"));
            _problems.Add(
                $"Startup handlers depend on each other in a circle: {cycle}; let one of them make its own value."
            );
            return;
        }

        if (!finished.Contains(handler))
        {
            path.Add(handler);
            foreach (var dependency in Uses(handler.Bound))
            {
                Visit(dependency, path, finished);
            }

            path.RemoveAt(path.Count - 1);
            finished.Add(handler);
        }
    }
}
