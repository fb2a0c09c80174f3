using Microsoft.Extensions.DependencyInjection;
using RestMachine.Binding;
using RestMachine.Shutdown;

namespace RestMachine.Requests;

/// <summary>What lives as long as a request: dependencies that handlers asked for, and a scope of the services.</summary>
internal sealed class RequestScope(Exchange exchange) : IAsyncDisposable
{
    private static readonly object InTheMaking = new();

    private readonly Dictionary<BoundCall, object?> _made = [];
    private readonly List<object> _owned = [];
    private readonly HashSet<object> _lent = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IServiceProvider, IServiceScope> _scopes = [];

    /// <summary>The request's own scope of the application's services, where the provider can make one.</summary>
    public IServiceProvider Services(RestApplication owner)
    {
        var services = owner.Settings.Services!;
        if (_scopes.TryGetValue(services, out var scope))
        {
            return scope.ServiceProvider;
        }

        if (services.GetService(typeof(IServiceScopeFactory)) is not IServiceScopeFactory factory)
        {
            return services;
        }

        return (_scopes[services] = factory.CreateScope()).ServiceProvider;
    }

    /// <summary>Notes that the provider owns the service, should a dependency hand it on as its value.</summary>
    public object? Lend(object? service)
    {
        if (service is not null)
        {
            _lent.Add(service);
        }

        return service;
    }

    /// <summary>Disposes the value after the request.</summary>
    public void Own(object value)
    {
        if (IsOwn(value))
        {
            _owned.Add(value);
        }
    }

    public object? Made(BoundCall dependency) => _made[dependency];

    /// <summary>Makes what the delegate receives, dependencies of dependencies first; not null: an argument was rejected.</summary>
    public async ValueTask<Response?> PrepareAsync(BoundCall bound, Request request)
    {
        foreach (var dependency in bound.Dependencies)
        {
            if (_made.TryGetValue(dependency, out var made))
            {
                ThrowIfInTheMaking(dependency, made);
            }
            else if (await MakeAsync(dependency, request) is { } rejection)
            {
                return rejection;
            }
        }

        return null;
    }

    /// <summary>The newest first; a failure is logged and keeps nothing else from being disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var index = _owned.Count - 1; index >= 0; index--)
        {
            await DisposeAsync(_owned[index]);
        }

        foreach (var scope in _scopes.Values)
        {
            await DisposeAsync(scope);
        }
    }

    /// <summary>An application that has been started has no circles left.</summary>
    private static void ThrowIfInTheMaking(BoundCall dependency, object? made)
    {
        if (ReferenceEquals(made, InTheMaking))
        {
            throw new InvalidOperationException($"{dependency} needs itself; let it make its own value.");
        }
    }

    private async ValueTask<Response?> MakeAsync(BoundCall dependency, Request request)
    {
        _made[dependency] = InTheMaking;
        var call = new RouteCall(dependency, exchange, request);
        var isMade = false;
        try
        {
            var response = await exchange.CallAsync(call, dependency);
            isMade = ReferenceEquals(response, RouteCall.Passed);
            if (!isMade)
            {
                return response;
            }
        }
        finally
        {
            // Who asks again, an error handler for example, makes it anew.
            _made.Remove(dependency);
            if (isMade)
            {
                _made.Add(dependency, call.Kept);
            }
        }

        if (call.Kept is IDisposable or IAsyncDisposable && !IsOfProvider(dependency, call.Kept))
        {
            Own(call.Kept);
        }

        return null;
    }

    /// <summary>A dependency that is given the provider hands on what the provider makes, and disposes.</summary>
    private static bool IsOfProvider(BoundCall dependency, object value) =>
        dependency.Application.Settings.Services is { } services
        && dependency.Bound.Parameters.Any(parameter => parameter.Type == typeof(IServiceProvider))
        && ProvidedServices.Make(services, dependency.Bound.Result!, value);

    private bool IsOwn(object value) =>
        !_lent.Contains(value)
        && !_owned.Contains(value, ReferenceEqualityComparer.Instance)
        && !exchange.Application.StartupHandlers.Any(handler => ReferenceEquals(handler.Value, value));

    private async ValueTask DisposeAsync(object value)
    {
        try
        {
            await Disposal.DisposeAsync(value);
        }
#pragma warning disable CA1031 // The response is made; whatever a disposal throws is logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RequestLog.NotDisposed(exchange.Application.Logger, exception, TypeName.Of(value.GetType()));
        }
    }
}
