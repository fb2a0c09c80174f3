using Microsoft.Extensions.DependencyInjection;
using RestMachine.Binding;
using RestMachine.Shutdown;

namespace RestMachine.Requests;

/// <summary>
/// What lives as long as a request: dependencies that handlers asked for, and a scope of the services. A filter may
/// call what stands behind it several times at once, so it is asked from several threads.
/// </summary>
internal sealed class RequestScope(Exchange exchange) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<BoundCall, Task<Response?>> _making = [];
    private readonly Dictionary<BoundCall, object?> _made = [];
    private readonly List<object> _owned = [];
    private readonly HashSet<object> _lent = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IServiceProvider, IServiceScope> _scopes = [];

    /// <summary>The request's own scope of the application's services, where the provider can make one.</summary>
    public IServiceProvider Services(RestApplication owner)
    {
        var services = owner.Settings.Services!;
        lock (_gate)
        {
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
    }

    /// <summary>Notes that the provider owns the service, should a dependency hand it on as its value.</summary>
    public object? Lend(object? service)
    {
        if (service is not null)
        {
            lock (_gate)
            {
                _lent.Add(service);
            }
        }

        return service;
    }

    /// <summary>Disposes the value after the request.</summary>
    public void Own(object value)
    {
        lock (_gate)
        {
            if (IsOwn(value))
            {
                _owned.Add(value);
            }
        }
    }

    public object? Made(BoundCall dependency)
    {
        lock (_gate)
        {
            return _made[dependency];
        }
    }

    /// <summary>
    /// Makes what the delegate receives, dependencies of dependencies first; not null: an argument was rejected.
    /// </summary>
    public async ValueTask<Response?> PrepareAsync(BoundCall bound, Request request)
    {
        foreach (var dependency in bound.Dependencies)
        {
            if (await MakeOnceAsync(dependency, request) is { } rejection)
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

    private Task<Response?> MakeOnceAsync(BoundCall dependency, Request request)
    {
        var making = new TaskCompletionSource<Response?>();
        lock (_gate)
        {
            if (!_making.TryAdd(dependency, making.Task))
            {
                return _making[dependency];
            }
        }

        return MakeAsync(dependency, request, making);
    }

    private async Task<Response?> MakeAsync(
        BoundCall dependency,
        Request request,
        TaskCompletionSource<Response?> making
    )
    {
        var call = new RouteCall(dependency, exchange, request);
        try
        {
            var response = await exchange.CallAsync(call, dependency);
            var rejection = ReferenceEquals(response, RouteCall.Passed) ? null : response;
            End(dependency, rejection is null ? call : null);
            making.SetResult(rejection);
            return rejection;
        }
        catch (Exception exception)
        {
            End(dependency, made: null);
            making.SetException(exception);
            _ = making.Task.Exception; // Seen: it is thrown here, whether or not somebody else waits for it.
            throw;
        }
    }

    /// <summary>Who asks again for what was not made, an error handler for example, makes it anew.</summary>
    private void End(BoundCall dependency, RouteCall? made)
    {
        lock (_gate)
        {
            if (made is null)
            {
                _making.Remove(dependency);
                return;
            }

            _made[dependency] = made.Kept;
            if (made.Kept is IDisposable or IAsyncDisposable && !IsOfProvider(dependency, made.Kept))
            {
                Own(made.Kept);
            }
        }
    }

    private bool IsOwn(object value) =>
        !_lent.Contains(value)
        && !_owned.Contains(value, ReferenceEqualityComparer.Instance)
        && !exchange.Application.StartupHandlers.Any(handler => ReferenceEquals(handler.Value, value));

    /// <summary>Whether the dependency was given the provider and hands on a service of it.</summary>
    private bool IsOfProvider(BoundCall dependency, object value) =>
        dependency.Bound.Parameters.Any(parameter => parameter.Type == typeof(IServiceProvider))
        && dependency.Application.Settings.Services is not null
        && ServiceLookup.Makes(Services(dependency.Application), dependency.Bound.Result!, value);

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
            ApplicationLog.NotDisposed(exchange.Application.Logger, exception, TypeName.Of(value.GetType()));
        }
    }
}
