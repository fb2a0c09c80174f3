using Microsoft.Extensions.Logging;
using RestMachine.Lifecycle;

namespace RestMachine.Shutdown;

/// <summary>The one shutdown run of an application: starts each step when its turn comes, until the end.</summary>
internal sealed class ShutdownRun
{
    private static readonly AsyncLocal<ShutdownRun?> s_current = new();

    private readonly object _gate = new();
    private readonly RunClock _clock;
    private readonly IReadOnlyCollection<IShutdownObserver> _observers;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _token = new();
    private readonly TaskCompletionSource<ShutdownReport> _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly DedicatedThreads _threads = new("RestMachine shutdown", stackSize: 512 * 1024);
    private readonly IReadOnlyList<ShutdownHandler> _handlers;
    private ShutdownSteps? _steps;
    private bool _tokenFired;
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
        _observers = observers;
        _logger = options.CreateLogger("RestMachine.Shutdown");
    }

    /// <summary>The run whose handler is executing the calling code, if any.</summary>
    public static ShutdownRun? Current => s_current.Value;

    public string Trigger { get; }

    public ShutdownBudget Budget { get; }

    public Task<ShutdownReport> Completion => _completion.Task;

    /// <summary>Waits for startup to stop, runs every step and ends the run; blocks the trigger's own thread.</summary>
    public void Execute(ApplicationLifecycle lifecycle)
    {
        foreach (var observer in _observers)
        {
            observer.RunBegan(Trigger, Budget);
        }

        var plan = lifecycle.StopStartup(this);
        lock (_gate)
        {
            _steps = plan is null ? null : ShutdownSteps.Create(plan);
            SkipWhatMissesAValue();
        }

        while (TryAdvance(out var ready))
        {
            foreach (var step in ready)
            {
                Start(step);
            }
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
                Tell(step, static (observer, step) => observer.StepEnded(step));
            }
        }
    }

    /// <summary>Waits for the next thing to do; false when the run is over.</summary>
    private bool TryAdvance(out List<ShutdownStep> ready)
    {
        lock (_gate)
        {
            ready = [];
            while (_steps is not null && _clock.Elapsed < Budget.End && _steps.All.Any(step => !step.HasEnded))
            {
                FireTokensWhenDue(_steps);
                ready = BeginReadySteps(_steps);
                if (ready.Count > 0 || NothingCanHappen(_steps))
                {
                    return ready.Count > 0;
                }

                _clock.WaitUntil(_gate, NextMoment(_steps));
            }

            return false;
        }
    }

    private void FireTokensWhenDue(ShutdownSteps steps)
    {
        var now = _clock.Elapsed;
        if (!_tokenFired && now >= Budget.Token)
        {
            _tokenFired = true;
            Fire(_token);
        }

        foreach (var limit in steps.All.Select(step => step.TakeOverdue(now)).OfType<CancellationTokenSource>())
        {
            Fire(limit);
        }
    }

    private List<ShutdownStep> BeginReadySteps(ShutdownSteps steps)
    {
        var now = _clock.Elapsed;
        var mayDispose = steps.Handlers.All(handler => handler.IsReleased(now));
        var ready = steps
            .All.Where(step => !step.HasBegun && step.IsFree && (mayDispose || step is HandlerStep))
            .Where(step => step.Predecessors.TrueForAll(predecessor => predecessor.IsReleased(now)))
            .ToList();
        foreach (var step in ready)
        {
            step.Begin(now, Budget.Token - now, _token.Token);
            MarkOverlap(step is HandlerStep ? step.Predecessors : [.. steps.Handlers, .. step.Predecessors]);
        }

        return ready;
    }

    private static void MarkOverlap(List<ShutdownStep> predecessors)
    {
        foreach (var predecessor in predecessors.Where(predecessor => !predecessor.HasEnded))
        {
            predecessor.Overlapped = true;
        }
    }

    /// <summary>Only disposals are left whose values a request holds, and the token has fired: nobody will let go.</summary>
    private bool NothingCanHappen(ShutdownSteps steps) =>
        _tokenFired && !steps.All.Any(step => step.HasBegun && !step.HasEnded);

    private TimeSpan NextMoment(ShutdownSteps steps)
    {
        var now = _clock.Elapsed;
        return steps
            .All.Where(step => step.HasBegun && !step.HasEnded)
            .SelectMany(step => (TimeSpan[])[step.SliceEndsAt, step.LimitEndsAt ?? Budget.End])
            .Append(Budget.Token)
            .Where(moment => moment > now)
            .Append(Budget.End)
            .Min();
    }

    private void Start(ShutdownStep step)
    {
        var context = new HandlerContext(_threads, exception => Fail(step, exception));
        context.Post(_ => _ = ExecuteAsync(step), state: null);
    }

    private async Task ExecuteAsync(ShutdownStep step)
    {
        s_current.Value = this;
        Tell(step, static (observer, step) => observer.StepBegan(step));
        Exception? error = null;
        try
        {
            await step.InvokeAsync(step.Token);
        }
#pragma warning disable CA1031 // The failure policy of shutdown: every handler runs whatever the others do; the report has it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            error = exception;
        }

        Finish(step, error);
    }

    private void Finish(ShutdownStep step, Exception? error)
    {
        lock (_gate)
        {
            if (_outcome == ShutdownOutcome.Running)
            {
                error ??= step.Error;
                var now = _clock.Elapsed;
                step.End(now, OutcomeOf(step, error, now), error);
                Tell(step, static (observer, step) => observer.StepEnded(step));
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

    private StepOutcome OutcomeOf(ShutdownStep step, Exception? error, TimeSpan now) =>
        _tokenFired || now >= step.LimitEndsAt ? StepOutcome.TimedOut
        : error is null ? StepOutcome.Completed
        : StepOutcome.Failed;

    private void Tell(ShutdownStep step, Action<IShutdownObserver, ShutdownStep> what)
    {
        foreach (var observer in _observers)
        {
            what(observer, step);
        }
    }

    private void End()
    {
        lock (_gate)
        {
            foreach (var disposal in (_steps?.Disposals ?? []).Where(disposal => !disposal.HasBegun))
            {
                disposal.LeaveOut();
                Tell(disposal, static (observer, step) => observer.StepEnded(step));
            }

            var completed = _steps?.All.All(step => step.Outcome == StepOutcome.Completed) ?? _handlers.Count == 0;
            _outcome = completed ? ShutdownOutcome.Completed : ShutdownOutcome.Failed;
            _endedAt = _clock.Elapsed;
        }

        var report = Snapshot();
        foreach (var observer in _observers)
        {
            observer.RunEnded(report);
        }

        _completion.SetResult(report);
    }
}
