using Microsoft.Extensions.Logging;
using RestMachine.Binding;
using RestMachine.Shutdown;

namespace RestMachine.Lifecycle;

/// <summary>Every argument of every startup and shutdown handler resolved, or every reason why not.</summary>
internal sealed class LifecyclePlan
{
    private readonly List<string> _problems = [];
    private readonly Dictionary<BoundHandler, (HandlerArgument[] Arguments, StartupHandler[] Uses)> _resolved = [];
    private readonly Dictionary<RestApplication, StartupValues> _values = [];

    public required IReadOnlyList<StartupHandler> Startup { get; init; }

    public required IReadOnlyList<ShutdownHandler> Shutdown { get; init; }

    public required IReadOnlyList<Hook> Hooks { get; init; }

    public HandlerArgument[] Arguments(BoundHandler handler) => _resolved[handler].Arguments;

    /// <summary>The startup handlers whose values the handler receives itself, each once.</summary>
    public StartupHandler[] Uses(BoundHandler handler) => _resolved[handler].Uses;

    public StartupGraph Graph => field ??= new StartupGraph(this);

    public ShutdownOrder ShutdownOrder => field ??= new ShutdownOrder(this);

    /// <summary>Resolves everything; nothing has run when this throws.</summary>
    /// <exception cref="InvalidLifecycleException">A dependency is missing, ambiguous or circular.</exception>
    public static LifecyclePlan Create(RestApplication app)
    {
        var plan = new LifecyclePlan
        {
            Startup = app.StartupHandlers,
            Shutdown = app.ShutdownHandlers,
            Hooks = app.Hooks,
        };
        foreach (var handler in plan.Startup)
        {
            plan.Resolve($"Startup handler '{handler.Name}'", handler.Application, handler.Bound);
        }

        foreach (var handler in plan.Shutdown)
        {
            plan.Resolve($"Shutdown handler '{handler.Name}'", handler.Application, handler.Bound);
        }

        foreach (var hook in plan.Hooks)
        {
            plan.Resolve($"{hook}", hook.Application, hook.Bound, hasIdle: hook.Kind == HookKind.Resume);
        }

        plan.FindCycles();
        plan.ResolveRequests(app);
        return plan._problems.Count == 0 ? plan : throw new InvalidLifecycleException(plan._problems);
    }

    private void Resolve(string handler, RestApplication owner, BoundHandler bound, bool hasIdle = false)
    {
        var arguments = new HandlerArgument[bound.Parameters.Count];
        List<StartupHandler> uses = [];
        for (var index = 0; index < arguments.Length; index++)
        {
            var parameter = bound.Parameters[index];
            arguments[index] =
                hasIdle && parameter is { ValueName: null } && parameter.Type == typeof(TimeSpan)
                    ? new HandlerArgument.Idle()
                    : Resolve(handler, owner, parameter);
            if (arguments[index] is HandlerArgument.Value { Producer: var producer } && !uses.Contains(producer))
            {
                uses.Add(producer);
            }
        }

        _resolved[bound] = (arguments, [.. uses]);
    }

    private HandlerArgument Resolve(string handler, RestApplication owner, BoundParameter parameter)
    {
        if (parameter.Type == typeof(CancellationToken))
        {
            return new HandlerArgument.Token();
        }

        if (parameter.Type == typeof(ILogger))
        {
            return new HandlerArgument.Constant(owner.CreateLogger($"RestMachine.{handler}"));
        }

        string? problem = null;
        if (parameter.Source != ParameterSource.Service && ValuesOf(owner).Find(parameter, out problem) is { } producer)
        {
            return new HandlerArgument.Value(producer, parameter.IsOptional, parameter.Default);
        }

        if (problem is null && WithoutStartup(owner, parameter) is { } argument)
        {
            return argument;
        }

        _problems.Add($"{handler}, parameter '{parameter.Name}': {problem ?? Missing(owner, parameter)}.");
        return new HandlerArgument.Constant(null);
    }

    private StartupValues ValuesOf(RestApplication owner) =>
        _values.TryGetValue(owner, out var values) ? values : _values[owner] = new StartupValues(Startup, owner);

    private static HandlerArgument? WithoutStartup(RestApplication owner, BoundParameter parameter) =>
        owner.Settings.Services is { } services && ServiceLookup.Knows(services, parameter)
            ? new HandlerArgument.Service(services, parameter)
        : parameter.Logger is { } make ? new HandlerArgument.Constant(make(owner.LoggerFactory))
        : parameter.IsOptional ? new HandlerArgument.Constant(parameter.Default)
        : null;

    private string Missing(RestApplication owner, BoundParameter parameter)
    {
        var type = TypeName.Of(parameter.Type);
        return parameter.Source == ParameterSource.Service
                ? $"the services have no {ServiceLookup.NameOf(parameter)}; register it with them and give the application "
                    + "their provider: new RestApplicationOptions { Services = … }"
            : parameter.Type == typeof(Request)
                ? "a Request exists only while one is answered; take the value in a route's handler instead"
            : owner.FindDependency(parameter.Type) is { } dependency
                ? $"a {type} exists only while a request is answered: {dependency} makes it; take it in a route's handler instead"
            : ValuesOf(owner).FindDerived(parameter.Type) is { } derived ? derived
            : $"nothing makes a {type}; add app.OnStartup(() => …) that returns one, or register it with the services";
    }

    private void ResolveRequests(RestApplication app)
    {
        var around = app.Surroundings.ToArray();
        foreach (var call in around)
        {
            call.Resolve(ValuesOf(call.Application), _problems);
        }

        _problems.AddRange(DependencyCycles.In(around));
        foreach (var route in app.Routes)
        {
            route.Resolve(ValuesOf(route.Application), _problems);
        }

        if (_problems.Count == 0)
        {
            new RequestHolds(Graph).Note(app, around);
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
