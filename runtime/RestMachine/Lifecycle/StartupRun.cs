using Microsoft.Extensions.Logging;
using RestMachine.Shutdown;

namespace RestMachine.Lifecycle;

/// <summary>Runs every startup handler once, as soon as what it depends on exists.</summary>
internal sealed class StartupRun(LifecyclePlan plan, RestApplication application, Func<object?, Task> disposeLate)
{
    private readonly Dictionary<StartupHandler, RunningStartup> _running = [];
    private readonly Dictionary<StartupHandler, Task> _tasks = [];
    private readonly TaskCompletionSource _allWait = new();
    private readonly DedicatedThreads _threads = new("RestMachine startup");
    private readonly ILogger _logger = application.CreateLogger("RestMachine.Startup");
    private readonly TimeProvider _time = application.Settings.Time;
    private readonly Lock _gate = new();
    private StartupHandler? _lastIndependent;
    private bool _isStopping;
    private bool _closed;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var registration = cancellation.UnsafeRegister(static run => ((StartupRun)run!).Cancel(), this);
        Describe();
        _lastIndependent = plan.Startup.LastOrDefault(handler => plan.Uses(handler.Bound).Length == 0);
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
        finally
        {
            _threads.Dispose();
        }
    }

    /// <summary>
    /// Lets no further handler begin, and fires the token of each that runs: on threads of their own, since what users
    /// registered on them may block.
    /// </summary>
    public void Cancel()
    {
        RunningStartup[] running;
        lock (_gate)
        {
            _isStopping = true;
            running = [.. _running.Values];
        }

        var logger = new UnfailingLogger(_logger);
        Array.ForEach(running, handler => Cancellation.Fire(handler.Token, _threads, logger));
    }

    /// <summary>Handlers that have not ended, or whose late values have not been disposed yet.</summary>
    public IReadOnlyList<ShutdownStepReport> StillRunning()
    {
        lock (_gate)
        {
            return [.. _running.Select(running => running.Value.ToReport(running.Key.Name, _time))];
        }
    }

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
            var dependencies = Array.ConvertAll(plan.Uses(handler.Bound), TaskOf);
            _tasks[handler] = task = RunAfter(dependencies, handler);
        }

        return task;
    }

    /// <summary>
    /// A handler that blocks must not keep another waiting that is ready with it: one of those without dependencies, of
    /// which the last has a thread to itself, or another one behind a dependency of its own.
    /// </summary>
    private bool MayKeepAnotherWaiting(StartupHandler handler)
    {
        var uses = plan.Uses(handler.Bound);
        if (uses.Length == 0)
        {
            return handler != _lastIndependent;
        }

        foreach (var other in plan.Startup)
        {
            if (other != handler && Array.Exists(plan.Uses(other.Bound), used => Array.IndexOf(uses, used) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    private async Task RunAfter(Task[] dependencies, StartupHandler handler)
    {
        await (handler == _lastIndependent ? _allWait.Task : Task.WhenAll(dependencies));
        if (Volatile.Read(ref _isStopping))
        {
            throw new OperationCanceledException("Startup was stopped.");
        }

        try
        {
            await (MayKeepAnotherWaiting(handler) ? RunElsewhereAsync(handler) : RunAsync(handler));
        }
        catch (Exception exception)
        {
            Cancel();
            throw new StartupException(handler.Name, exception);
        }
    }

    private async Task RunElsewhereAsync(StartupHandler handler)
    {
        var begun = new TaskCompletionSource<Task>();
        _threads.Run(() => begun.SetResult(RunAsync(handler)));
        await await begun.Task;
    }

    private async Task RunAsync(StartupHandler handler)
    {
        var running = Begin(handler);
        try
        {
            var call = new StartupCall(handler, plan.Arguments(handler.Bound));
            var value = await call.InvokeAsync(running.Token.Token);
            handler.Duration = running.Elapsed(_time);
            ApplicationLog.Completed(_logger, handler.Name, handler.Duration.Value.TotalMilliseconds);
            if (!TryKeep(handler, value, call.IsBorrowed(value)))
            {
                await disposeLate(value);
            }
        }
        finally
        {
            lock (_gate)
            {
                _running.Remove(handler);
            }
        }
    }

    private RunningStartup Begin(StartupHandler handler)
    {
        var running = new RunningStartup(_time.GetTimestamp());
        lock (_gate)
        {
            _running.Add(handler, running);
            if (_isStopping)
            {
                // Here, since nobody can have registered anything on it.
                running.Token.Cancel();
            }
        }

        return running;
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

    /// <summary>A line a handler, so that logs which keep lines apart can be read.</summary>
    private void Describe()
    {
        if (_logger.IsEnabled(LogLevel.Debug))
        {
            foreach (var line in LifecycleDescription.Of(plan).TrimEnd().Split('\n'))
            {
                ApplicationLog.Planned(_logger, line);
            }
        }
    }

    private static StartupException? FirstCause(Task all) =>
        all
            .Exception?.InnerExceptions.OfType<StartupException>()
            .OrderBy(exception => exception.InnerException is OperationCanceledException)
            .FirstOrDefault();
}
