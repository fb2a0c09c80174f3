using Microsoft.Extensions.DependencyInjection;

namespace RestMachine.Lifecycle;

/// <summary>Runs every startup handler once, as soon as what it depends on exists.</summary>
internal sealed class StartupRun(LifecyclePlan plan, Action<object?> disposeLate)
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<StartupHandler, Task> _tasks = [];
    private readonly Dictionary<StartupHandler, StartupHandler[]> _uses = [];
    private readonly TaskCompletionSource _allWait = new();
    private readonly Lock _gate = new();
    private StartupHandler? _lastIndependent;
    private bool _closed;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var registration = cancellation.UnsafeRegister(static run => ((StartupRun)run!).Cancel(), this);
        foreach (var handler in plan.Startup)
        {
            var uses = _uses[handler] = [.. plan.Uses(handler.Bound).Distinct()];
            _lastIndependent = uses.Length == 0 ? handler : _lastIndependent;
        }

        foreach (var handler in plan.Startup)
        {
            _ = TaskOf(handler);
        }

        _allWait.SetResult();
        var all = Task.WhenAll(_tasks.Values);
        try
        {
            await all;
        }
        catch (Exception failure)
        {
            throw FirstCause(all) ?? failure;
        }
    }

    /// <summary>Fires the handlers' token and lets no further handler begin.</summary>
    public void Cancel() => _stopping.Cancel();

    /// <summary>The same, fired by the caller's means: what users registered on the token may block.</summary>
    public void Cancel(Action<CancellationTokenSource> fire) => fire(_stopping);

    /// <summary>From now on values that still come to be are disposed instead of kept.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    private Task TaskOf(StartupHandler handler)
    {
        if (!_tasks.TryGetValue(handler, out var task))
        {
            var dependencies = Array.ConvertAll(_uses[handler], TaskOf);
            _tasks[handler] = task = RunAfter(dependencies, handler);
        }

        return task;
    }

    /// <summary>
    /// A handler that blocks must not keep another waiting that is ready with it: one of those without dependencies, of
    /// which the last has a thread to itself, or another one behind a dependency of its own.
    /// </summary>
    private bool MayKeepAnotherWaiting(StartupHandler handler) =>
        _uses[handler] is { Length: > 0 } uses
            ? _uses.Any(other => other.Key != handler && other.Value.Intersect(uses).Any())
            : handler != _lastIndependent;

    private async Task RunAfter(Task[] dependencies, StartupHandler handler)
    {
        await (handler == _lastIndependent ? _allWait.Task : Task.WhenAll(dependencies));
        if (MayKeepAnotherWaiting(handler))
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }

        _stopping.Token.ThrowIfCancellationRequested();
        try
        {
            await InvokeAsync(handler);
        }
        catch (Exception exception)
        {
            await _stopping.CancelAsync();
            throw new StartupException(handler.Name, exception);
        }
    }

    private async Task InvokeAsync(StartupHandler handler)
    {
        var sources = plan.Arguments(handler.Bound);
        var arguments = new object?[sources.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            sources[i].TryGet(_stopping.Token, out arguments[i]);
        }

        var value = await handler.Bound.Invoke(handler.Bound.Handler, arguments);
        if (!TryKeep(handler, value, BelongsToServices(handler.Bound.Result, value, sources, arguments)))
        {
            disposeLate(value);
        }
    }

    private bool TryKeep(StartupHandler handler, object? value, bool isBorrowed)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                handler.Complete(value, isBorrowed);
            }

            return !_closed;
        }
    }

    /// <summary>The value is a service that was passed through: the provider disposes it.</summary>
    private static bool BelongsToServices(
        Type? declared,
        object? value,
        IReadOnlyList<HandlerArgument> sources,
        object?[] arguments
    )
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var isService = sources[i] is HandlerArgument.Service && ReferenceEquals(arguments[i], value);
            if (
                value is not null
                && (isService || arguments[i] is IServiceProvider services && IsMadeBy(services, declared!, value))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMadeBy(IServiceProvider services, Type declared, object value) =>
        services.GetService(typeof(IServiceProviderIsService)) is IServiceProviderIsService registry
            ? registry.IsService(declared) || registry.IsService(value.GetType())
            : ReferenceEquals(services.GetService(declared), value);

    private static StartupException? FirstCause(Task all) =>
        all
            .Exception?.InnerExceptions.OfType<StartupException>()
            .OrderBy(exception => exception.InnerException is OperationCanceledException)
            .FirstOrDefault();
}
