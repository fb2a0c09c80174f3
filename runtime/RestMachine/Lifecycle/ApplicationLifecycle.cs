using RestMachine.Lifecycle;
using RestMachine.Shutdown;

namespace RestMachine;

/// <summary>An application's life: one startup, requests, one shutdown run.</summary>
public sealed class ApplicationLifecycle
{
    private readonly RestApplication _app;
    private readonly Lock _gate = new();
    private readonly List<IShutdownObserver> _observers = [];
    private LifecyclePlan? _plan;
    private StartupRun? _startup;
    private Task? _started;
    private ShutdownRun? _run;

    internal ApplicationLifecycle(RestApplication app) => _app = app;

    internal bool IsSealed => _started is not null || _run is not null;

    /// <summary>The startup graph and the order in which shutdown will run, as text for people.</summary>
    /// <exception cref="InvalidLifecycleException">A dependency is missing, ambiguous or circular.</exception>
    public string Describe() => LifecycleDescription.Of(_plan ?? LifecyclePlan.Create(_app));

    /// <summary>Runs the startup handlers once; every later call gets the same task.</summary>
    internal Task StartAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_run is not null && _started is null)
            {
                throw new InvalidOperationException(
                    "The application has been shut down; make a new one to start again."
                );
            }

            return _started ??= StartOnceAsync(cancellation);
        }
    }

    internal void Observe(IShutdownObserver observer)
    {
        lock (_gate)
        {
            _observers.Add(observer);
        }
    }

    /// <summary>Begins the run, or waits for the one that has begun; blocks, and needs no thread of the pool.</summary>
    internal ShutdownReport Shutdown(string trigger, ShutdownBudget budget)
    {
        if (ShutdownRun.Current is { } inside)
        {
            return inside.Snapshot();
        }

        var run = GetOrBegin(trigger, budget, out var isNew);
        if (isNew)
        {
            Execute(run);
        }

        return run.Completion.GetAwaiter().GetResult();
    }

    /// <summary>As <see cref="Shutdown"/>, on a thread of its own.</summary>
    internal Task<ShutdownReport> ShutdownAsync(string trigger, ShutdownBudget budget)
    {
        if (ShutdownRun.Current is { } inside)
        {
            return Task.FromResult(inside.Snapshot());
        }

        var run = GetOrBegin(trigger, budget, out var isNew);
        if (isNew)
        {
            new Thread(() => Execute(run)) { IsBackground = true, Name = "RestMachine shutdown" }.Start();
        }

        return run.Completion;
    }

    /// <summary>A request begins that uses these values; false once the shutdown run has begun.</summary>
    internal bool TryBeginRequest(IReadOnlyList<StartupHandler> values)
    {
        foreach (var value in values)
        {
            value.Hold();
        }

        if (Volatile.Read(ref _run) is null)
        {
            return true;
        }

        EndRequest(values);
        return false;
    }

    internal void EndRequest(IReadOnlyList<StartupHandler> values)
    {
        foreach (var value in values)
        {
            value.Release();
        }

        Volatile.Read(ref _run)?.Wake();
    }

    /// <summary>Gives a running startup half of the budget to end; then what it has made is all there will be.</summary>
    internal LifecyclePlan? StopStartup(ShutdownRun run)
    {
        if (_started is not { } started)
        {
            return _plan ??= LifecyclePlan.Create(_app);
        }

        if (!started.IsCompleted)
        {
            _startup?.Cancel();
            run.WaitUntil(run.Budget.Token / 2, () => started.IsCompleted);
        }

        _startup?.Close();
        return _plan;
    }

    private void Execute(ShutdownRun run)
    {
        ThreadPoolRoom.Make();
        run.Execute(this);
    }

    private ShutdownRun GetOrBegin(string trigger, ShutdownBudget budget, out bool isNew)
    {
        lock (_gate)
        {
            isNew = _run is null;
            return _run ??= new ShutdownRun(trigger, budget, _app.Settings, _observers.ToArray());
        }
    }

    private async Task StartOnceAsync(CancellationToken cancellation)
    {
        _plan = LifecyclePlan.Create(_app);
        _startup = new StartupRun(_plan, value => _ = DisposeLateAsync(value));
        try
        {
            await _startup.RunAsync(cancellation);
        }
        finally
        {
            Volatile.Read(ref _run)?.Wake();
        }
    }

    private async Task DisposeLateAsync(object? value)
    {
        try
        {
            await Disposal.DisposeAsync(value);
        }
        catch (Exception exception)
        {
            Log.LateDisposalFailed(_app.Settings.CreateLogger("RestMachine.Shutdown"), exception);
        }
    }
}
