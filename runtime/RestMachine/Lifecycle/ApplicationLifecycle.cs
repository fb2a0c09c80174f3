using RestMachine.Binding;
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

    /// <summary>
    /// The startup graph and the order in which shutdown will run, as text for people. Startup writes it to the log at
    /// level Debug, with every handler's duration behind it.
    /// </summary>
    /// <exception cref="InvalidLifecycleException">A dependency is missing, ambiguous or circular.</exception>
    public string Describe() => LifecycleDescription.Of(_plan ?? LifecyclePlan.Create(_app));

    /// <summary>Notices thaws; known once the application has started.</summary>
    internal Resumption? Resumption { get; private set; }

    /// <summary>An event comes after a freeze.</summary>
    internal Task ResumeAsync(TimeSpan idle, CancellationToken cancellation) =>
        Resumption!.RunAsync(new HookCalls(this, _plan!), idle, cancellation);

    /// <summary>
    /// SnapStart is about to take its snapshot. The last that was registered comes first, as AWS's hooks do.
    /// </summary>
    /// <exception cref="SnapshotException">A handler failed.</exception>
    internal Task BeforeSnapshotAsync(CancellationToken cancellation) =>
        new HookCalls(this, _plan!).CallAsync(_app.HooksOf(HookKind.BeforeSnapshot).Reverse(), cancellation);

    /// <summary>SnapStart has restored this environment from its snapshot; what lies between is no idle time.</summary>
    /// <exception cref="SnapshotException">A handler failed.</exception>
    internal async Task AfterRestoreAsync(CancellationToken cancellation)
    {
        await new HookCalls(this, _plan!).CallAsync(_app.HooksOf(HookKind.AfterRestore), cancellation);
        Resumption!.Rest();
    }

    /// <summary>Runs the startup handlers once; every later call gets the same task.</summary>
    internal Task StartAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_run is not null && _started is null)
            {
                throw new InvalidOperationException(
                    "The application has been shut down; make a new one to start again."
                );
            }

            if (_started is not null)
            {
                return _started;
            }

            _started = started.Task;
        }

        // Outside the gate: a startup handler that blocks must not keep the shutdown run from beginning.
        _ = StartOnceAsync(started, cancellation);
        return started.Task;
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
        if (RunOfTheCaller is { } inside)
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
        if (RunOfTheCaller is { } inside)
        {
            return Task.FromResult(inside.Snapshot());
        }

        var run = GetOrBegin(trigger, budget, out var isNew);
        if (isNew)
        {
            ExecuteElsewhere(run);
        }

        return run.Completion;
    }

    /// <summary>A request begins that uses these values; false once the shutdown run has begun.</summary>
    internal bool TryBeginRequest(IReadOnlyList<StartupHandler> values)
    {
        for (var index = 0; index < values.Count; index++)
        {
            values[index].Hold();
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
        for (var index = 0; index < values.Count; index++)
        {
            values[index].Release();
        }

        Volatile.Read(ref _run)?.Wake();
    }

    /// <summary>
    /// Gives a running startup half of the budget to end; then what it has made is all there will be.
    /// </summary>
    internal LifecyclePlan? StopStartup(ShutdownRun run)
    {
        if (_started is not { } started)
        {
            return _plan ??= PlanOrNull();
        }

        if (!started.IsCompleted)
        {
            _startup?.Cancel();
            run.WaitForHalf(() => started.IsCompleted);
        }

        _startup?.Close();
        return _plan;
    }

    /// <summary>Startup handlers that run on though the run is over: what they make is lost.</summary>
    internal IReadOnlyList<ShutdownStepReport> StillStarting() => _startup?.StillRunning() ?? [];

    /// <summary>Null where the dependencies cannot be resolved: no handler can run, and the report says so.</summary>
    private LifecyclePlan? PlanOrNull()
    {
        try
        {
            return LifecyclePlan.Create(_app);
        }
        catch (InvalidLifecycleException exception)
        {
            ApplicationLog.NothingPlanned(_app.CreateLogger("RestMachine.Shutdown"), exception);
            return null;
        }
    }

    /// <summary>This application's run, if one of its own handlers asks: it must not wait for itself.</summary>
    private ShutdownRun? RunOfTheCaller =>
        ShutdownRun.Current is { } inside && inside == Volatile.Read(ref _run) ? inside : null;

    private void Execute(ShutdownRun run)
    {
        ThreadPoolRoom.Make();
        run.Execute(this);
    }

    private void ExecuteElsewhere(ShutdownRun run)
    {
        var thread = new Thread(() => Execute(run)) { IsBackground = true, Name = "RestMachine shutdown" };
        if (!thread.TryStart())
        {
            // One of the pool's, which may come later, is better than none.
            ThreadPool.UnsafeQueueUserWorkItem(_ => Execute(run), state: null);
        }
    }

    private ShutdownRun GetOrBegin(string trigger, ShutdownBudget budget, out bool isNew)
    {
        lock (_gate)
        {
            isNew = _run is null;
            _run ??= new ShutdownRun(trigger, budget, _app, _observers.ToArray());
        }

        if (!isNew)
        {
            _run.Shorten(trigger, budget);
        }

        return _run;
    }

    private async Task StartOnceAsync(TaskCompletionSource started, CancellationToken cancellation)
    {
        var startup = RunStartupAsync(cancellation);
        await startup.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        started.SetFromTask(startup);
        Volatile.Read(ref _run)?.Wake();
    }

    private async Task RunStartupAsync(CancellationToken cancellation)
    {
        var plan = LifecyclePlan.Create(_app);
        foreach (var doubt in BodyDoubts.In(_app.Routes))
        {
            ApplicationLog.BodyInDoubt(_app.Logger, doubt);
        }

        _ = plan.ShutdownOrder; // Worked out now: at the end every millisecond is the handlers'.
        var startup = new StartupRun(plan, _app, DisposeLateAsync);
        lock (_gate)
        {
            (_plan, _startup) = (plan, startup);
            if (_run is not null)
            {
                startup.Cancel();
            }
        }

        await startup.RunAsync(cancellation);
        Resumption = new Resumption(_app);
        Resumption.Rest();
    }

    private async Task DisposeLateAsync(object? value)
    {
        try
        {
            await Disposal.DisposeAsync(value);
        }
        catch (Exception exception)
        {
            ApplicationLog.LateDisposalFailed(_app.CreateLogger("RestMachine.Shutdown"), exception);
        }
    }
}
