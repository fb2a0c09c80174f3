using Microsoft.Extensions.Logging;
using RestMachine.Lifecycle;

namespace RestMachine.Shutdown;

/// <summary>The one shutdown run of an application: starts each step when its turn comes, until the end.</summary>
internal sealed class ShutdownRun
{
    private static readonly AsyncLocal<ShutdownRun?> s_current = new();

    // The triggers of one shutdown come some milliseconds apart: that much less time is nothing to tell.
    private static readonly TimeSpan s_worthTelling = TimeSpan.FromMilliseconds(20);

    private readonly object _gate = new();
    private readonly RunClock _clock;
    private readonly ShutdownObservers _observers;
    private readonly UnfailingLogger _logger;
    private readonly TaskCompletionSource<ShutdownReport> _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly DedicatedThreads _threads = new("RestMachine shutdown", stackSize: 512 * 1024);
    private readonly IReadOnlyList<ShutdownHandler> _handlers;
    private ShutdownSteps? _steps;
    private StepSchedule? _schedule;
    private IReadOnlyList<ShutdownStepReport> _startup = [];
    private ShutdownBudget _budget;
    private bool _isTold;
    private ShutdownOutcome _outcome;
    private TimeSpan _endedAt;

    public ShutdownRun(
        string trigger,
        ShutdownBudget budget,
        RestApplication application,
        IReadOnlyCollection<IShutdownObserver> observers
    )
    {
        _handlers = application.ShutdownHandlers;
        Trigger = trigger;
        _budget = budget;
        _clock = new RunClock(application.Settings.Time);
        _logger = new UnfailingLogger(application.CreateLogger("RestMachine.Shutdown"));
        _observers = new ShutdownObservers(observers, _logger);
    }

    /// <summary>The run whose handler is executing the calling code, if any.</summary>
    public static ShutdownRun? Current => s_current.Value;

    public string Trigger { get; }

    public Task<ShutdownReport> Completion => _completion.Task;

    /// <summary>Waits for startup to stop, runs every step and ends the run; blocks the trigger's own thread.</summary>
    public void Execute(ApplicationLifecycle lifecycle)
    {
        lock (_gate)
        {
            _observers.RunBegan(Trigger, _budget);
            _isTold = true;
        }

        var plan = lifecycle.StopStartup(this);
        lock (_gate)
        {
            _steps = plan is null ? null : ShutdownSteps.Create(plan);
            _schedule = _steps is null ? null : new StepSchedule(_steps, _budget);
            SkipWhatMissesAValue();
        }

        while (NextSteps() is { Count: > 0 } ready)
        {
            ready.ForEach(Start);
        }

        _threads.Dispose();
        End(lifecycle.StillStarting());
    }

    /// <summary>A later trigger brings the end nearer, never puts it off.</summary>
    public void Shorten(string trigger, ShutdownBudget budget)
    {
        lock (_gate)
        {
            var now = _clock.Elapsed;
            var nearer = _budget.Or(budget, now);
            if (_outcome != ShutdownOutcome.Running || nearer == _budget)
            {
                return;
            }

            var hasLessTime = _budget.Token - nearer.Token > s_worthTelling;
            _budget = nearer;
            _schedule?.Shorten(nearer, now);
            if (_isTold && hasLessTime)
            {
                _observers.RunShortened(trigger, nearer);
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Something outside the run changed that a step may wait for.</summary>
    public void Wake() => RunClock.Wake(_gate);

    /// <summary>Waits, without the thread pool, until the condition holds or half of the budget is used up.</summary>
    public void WaitForHalf(Func<bool> condition)
    {
        lock (_gate)
        {
            while (!condition() && _clock.Elapsed < _budget.Half)
            {
                _clock.WaitUntil(_gate, _budget.Half);
            }
        }
    }

    /// <summary>What is known now; after the end, the outcome.</summary>
    public ShutdownReport Snapshot()
    {
        lock (_gate)
        {
            var now = _outcome == ShutdownOutcome.Running ? _clock.Elapsed : _endedAt;
            return new ShutdownReport
            {
                Trigger = Trigger,
                Outcome = _outcome,
                Handlers = _steps is null ? NotRun() : [.. _steps.Handlers.Select(step => step.ToReport(now))],
                Disposals = [.. (_steps?.Disposals ?? []).Select(step => step.ToReport(now))],
                Startup = _startup,
                Duration = now,
                Budget = _budget.Token,
            };
        }
    }

    /// <summary>A dependency is missing or circular, so nothing could be planned and nothing has run.</summary>
    private ShutdownStepReport[] NotRun() =>
        [.. _handlers.Select(handler => new ShutdownStepReport(handler.Name, StepOutcome.Skipped, TimeSpan.Zero))];

    private void SkipWhatMissesAValue()
    {
        foreach (var step in _steps?.Handlers ?? [])
        {
            if (step.FindMissingValue() is { } missing)
            {
                step.Skip(missing);
                _observers.StepEnded(step);
            }
        }
    }

    /// <summary>Waits for the next thing to do; empty when the run is over.</summary>
    private List<ShutdownStep> NextSteps()
    {
        lock (_gate)
        {
            while (_schedule is { } schedule)
            {
                // One reading of the clock for each turn: what falls due meanwhile is the next turn's.
                var now = _clock.Elapsed;
                if (schedule.IsOver(now))
                {
                    break;
                }

                schedule.TakeOverdue(now).ForEach(token => Cancellation.Fire(token, _threads, _logger));
                var ready = schedule.Begin(now);
                if (ready.Count > 0 || schedule.IsStuck)
                {
                    return ready;
                }

                _clock.WaitUntil(_gate, schedule.NextMoment(now));
            }

            return [];
        }
    }

    private void Start(ShutdownStep step)
    {
        var context = new HandlerContext(_threads, exception => FailAsyncVoid(step, exception), () => Finish(step));
        context.OperationStarted();
        context.Post(_ => _ = ExecuteAsync(step, context), state: null);
    }

    private async Task ExecuteAsync(ShutdownStep step, HandlerContext context)
    {
        s_current.Value = this;
        _observers.StepBegan(step);
        if (await step.TryInvokeAsync() is { } exception)
        {
            Fail(step, exception);
        }

        context.OperationCompleted();
    }

    /// <summary>Nothing of the step is under way any more.</summary>
    private void Finish(ShutdownStep step)
    {
        lock (_gate)
        {
            if (_outcome == ShutdownOutcome.Running && !step.HasEnded)
            {
                var now = _clock.Elapsed;
                step.End(now, _schedule!.OutcomeOf(step, now));
                _observers.StepEnded(step);
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void FailAsyncVoid(ShutdownStep step, Exception exception)
    {
        ApplicationLog.AsyncVoidFailed(_logger, exception, step.Name);
        Fail(step, exception);
    }

    private void Fail(ShutdownStep step, Exception exception)
    {
        var error = StepError.Of(exception);
        lock (_gate)
        {
            if (!step.HasEnded)
            {
                step.Fail(error);
            }
        }
    }

    private void End(IReadOnlyList<ShutdownStepReport> stillStarting)
    {
        lock (_gate)
        {
            foreach (var disposal in (_steps?.Disposals ?? []).Where(disposal => !disposal.HasBegun))
            {
                disposal.LeaveOut();
                _observers.StepEnded(disposal);
            }

            var completed = _steps?.All.All(step => step.Outcome == StepOutcome.Completed) ?? _handlers.Count == 0;
            _startup = stillStarting;
            _outcome = completed && _startup.Count == 0 ? ShutdownOutcome.Completed : ShutdownOutcome.Failed;
            _endedAt = _clock.Elapsed;
        }

        var report = Snapshot();
        _observers.RunEnded(report);
        _completion.SetResult(report);
    }
}
