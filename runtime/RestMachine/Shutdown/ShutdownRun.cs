using Microsoft.Extensions.Logging;
using RestMachine.Lifecycle;

namespace RestMachine.Shutdown;

/// <summary>The one shutdown run of an application: starts each step when its turn comes, until the end.</summary>
internal sealed class ShutdownRun
{
    private static readonly AsyncLocal<ShutdownRun?> s_current = new();

    private readonly object _gate = new();
    private readonly RunClock _clock;
    private readonly ShutdownObservers _observers;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _token = new();
    private readonly TaskCompletionSource<ShutdownReport> _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly DedicatedThreads _threads = new("RestMachine shutdown", stackSize: 512 * 1024);
    private readonly IReadOnlyList<ShutdownHandler> _handlers;
    private ShutdownSteps? _steps;
    private StepSchedule? _schedule;
    private ShutdownOutcome _outcome;
    private TimeSpan _endedAt;

    public ShutdownRun(
        string trigger,
        ShutdownBudget budget,
        RestApplication application,
        IReadOnlyCollection<IShutdownObserver> observers
    )
    {
        var options = application.Settings;
        _handlers = application.ShutdownHandlers;
        Trigger = trigger;
        Budget = budget;
        _clock = new RunClock(options.Time);
        _observers = new ShutdownObservers(observers);
        _logger = application.CreateLogger("RestMachine.Shutdown");
    }

    /// <summary>The run whose handler is executing the calling code, if any.</summary>
    public static ShutdownRun? Current => s_current.Value;

    public string Trigger { get; }

    public ShutdownBudget Budget { get; }

    public Task<ShutdownReport> Completion => _completion.Task;

    /// <summary>Waits for startup to stop, runs every step and ends the run; blocks the trigger's own thread.</summary>
    public void Execute(ApplicationLifecycle lifecycle)
    {
        _observers.RunBegan(Trigger, Budget);

        var plan = lifecycle.StopStartup(this);
        lock (_gate)
        {
            _steps = plan is null ? null : ShutdownSteps.Create(plan);
            _schedule = _steps is null ? null : new StepSchedule(_steps, Budget, _token);
            SkipWhatMissesAValue();
        }

        while (NextSteps() is { Count: > 0 } ready)
        {
            ready.ForEach(Start);
        }

        _threads.Dispose();
        End();
    }

    /// <summary>Fires a token without waiting for what users registered on it.</summary>
    public void Fire(CancellationTokenSource source) => Cancellation.Fire(source, _threads, _logger);

    /// <summary>Something outside the run changed that a step may wait for.</summary>
    public void Wake() => RunClock.Wake(_gate);

    /// <summary>Waits, without the thread pool, until the condition holds or that moment has come.</summary>
    public void WaitUntil(TimeSpan moment, Func<bool> condition)
    {
        lock (_gate)
        {
            while (!condition() && _clock.Elapsed < moment)
            {
                _clock.WaitUntil(_gate, moment);
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
                Duration = now,
                Budget = Budget.Token,
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

                schedule.TakeOverdue(now).ForEach(Fire);
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
        var context = new HandlerContext(_threads, exception => Fail(step, exception));
        context.Post(_ => _ = ExecuteAsync(step), state: null);
    }

    private async Task ExecuteAsync(ShutdownStep step)
    {
        s_current.Value = this;
        _observers.StepBegan(step);
        Finish(step, await step.TryInvokeAsync());
    }

    private void Finish(ShutdownStep step, Exception? error)
    {
        lock (_gate)
        {
            if (_outcome == ShutdownOutcome.Running)
            {
                error ??= step.Error;
                var now = _clock.Elapsed;
                step.End(now, _schedule!.OutcomeOf(step, error, now), error);
                _observers.StepEnded(step);
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>What an <c>async void</c> method of the handler threw.</summary>
    private void Fail(ShutdownStep step, Exception exception)
    {
        Log.AsyncVoidFailed(_logger, exception, step.Name);
        lock (_gate)
        {
            step.Fail(exception);
        }
    }

    private void End()
    {
        lock (_gate)
        {
            foreach (var disposal in (_steps?.Disposals ?? []).Where(disposal => !disposal.HasBegun))
            {
                disposal.LeaveOut();
                _observers.StepEnded(disposal);
            }

            var completed = _steps?.All.All(step => step.Outcome == StepOutcome.Completed) ?? _handlers.Count == 0;
            _outcome = completed ? ShutdownOutcome.Completed : ShutdownOutcome.Failed;
            _endedAt = _clock.Elapsed;
        }

        var report = Snapshot();
        _observers.RunEnded(report);

        _completion.SetResult(report);
    }
}
