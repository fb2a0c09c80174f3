using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using RestMachine.Aws.Invocations;
using RestMachine.Aws.Logging;
using RestMachine.Aws.Settings;
using RestMachine.Shutdown;

namespace RestMachine.Aws.Shutdown;

/// <summary>What a function's process has once, however many applications it holds: triggers, receipt, extension.</summary>
internal sealed class FunctionProcess
{
    private const string HandoverTrigger = "handover";

    private static readonly ConcurrentDictionary<string, Lazy<FunctionProcess>> s_processes = new(
        StringComparer.Ordinal
    );

    private readonly TimeProvider _time;
    private readonly List<RestApplication> _applications = [];
    private readonly InternalRegistration _internalExtension;
    private readonly DeferredReceipt _receipt;
    private readonly CancellationTokenSource _ending = new();
    private readonly Handover? _handover;
    private LambdaSettings _settings;
    private ShutdownEndpoint? _endpoint;
    private SocketError _receiptRefusal;
    private bool _isWarm;
    private bool _isEnding;

    private FunctionProcess(LambdaSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _handover = Handover.By(settings.Wrapper);
        _receipt = new DeferredReceipt(ConnectReceipt, time, WarnOfMissingLayer)
        {
            IsHandedOver = _handover is not null,
        };
        Log = new FunctionLog(settings, time);
        _internalExtension = new InternalRegistration(settings.RuntimeApi!, Log);
    }

    public FunctionLog Log { get; }

    /// <summary>Invocations that run side by side, which an end waits for; used on managed instances only.</summary>
    public RunningInvocations Running { get; } = new();

    /// <summary>Fires when SIGTERM or POST begins to end the process: Lambda has given the invocation up.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Fires when a function that was handed over begins to end.</summary>
    public CancellationToken Orphaned => _handover?.Orphaned ?? CancellationToken.None;

    public static FunctionProcess For(LambdaSettings settings, TimeProvider time) =>
        s_processes
            .GetOrAdd(settings.RuntimeApi!, _ => new Lazy<FunctionProcess>(() => new FunctionProcess(settings, time)))
            .Value;

    /// <summary>Adds an application to the process; the first brings everything up, off INIT's critical path.</summary>
    /// <param name="application">The application.</param>
    /// <param name="isLate">INIT is over, and with it the time to register.</param>
    public void Attach(RestApplication application, bool isLate)
    {
        application.SupplyLogging(Log);
        application.Lifecycle.Observe(_receipt);
        application.Lifecycle.Observe(new ShutdownLog(Log));
        bool isFirst;
        lock (_applications)
        {
            if (_isEnding)
            {
                // Nobody would run its shutdown, so nobody may wait for it.
                return;
            }

            isFirst = _applications.Count == 0;
            _applications.Add(application);
            _receipt.Expect([.. application.ShutdownHandlers.Select(handler => handler.Name)]);
        }

        if (isFirst)
        {
            BringUp(isLate);
        }
    }

    /// <summary>
    /// Waits for the internal extension's registration, which the first <c>next</c> closes; and, where handed over, for the
    /// hello: by it the extension knows that it has to wait for this process.
    /// </summary>
    public void WaitUntilKnown()
    {
        _internalExtension.Wait();
        _handover?.WaitUntilGreeted();
    }

    /// <summary>After startup, beside the first invocation: a shutdown run is compiled before its time.</summary>
    public void WarmUp()
    {
        if (RuntimeFeature.IsDynamicCodeSupported && !Interlocked.Exchange(ref _isWarm, true))
        {
            TryStart("RestMachine warm-up", WarmUpBesideTheInvocation);
        }
    }

    /// <summary>The environment was restored from a snapshot: settings anew, and a receipt for an extension that is new.</summary>
    public void Renew(LambdaSettings settings)
    {
        foreach (var warning in settings.Warnings.Except(_settings.Warnings, StringComparer.Ordinal))
        {
            Log.Warn(warning);
        }

        _settings = settings;
        Log.Renew(settings);
        _receipt.Renew();
    }

    /// <summary>SIGTERM: runs every application's shutdown, then ends the process.</summary>
    public void EndBySigterm()
    {
        if (_handover is not null && _receipt.IsHeld())
        {
            End(HandoverTrigger, ShutdownBudgets.ForHandover(_settings.Timeout), ShutdownBudgets.ShareByHandover);
        }

        var hasInternalExtension = _internalExtension.IsAccepted;
        var share = ShutdownBudgets.Share(hasInternalExtension);
        if (_handover is not null)
        {
            End(HandoverTrigger, ShutdownBudgets.ForOrphan(_settings.Timeout, hasInternalExtension), share);
        }

        End("SIGTERM", ShutdownBudgets.ForSigterm(_settings.Timeout, hasInternalExtension), share);
    }

    [DoesNotReturn]
    private void End(string trigger, ShutdownBudget budget, TimeSpan share)
    {
        var start = _time.GetTimestamp();
        BeginEnd();
        RunAll(trigger, Drain(budget));
        WaitForTheCancelled(share - _time.GetElapsedTime(start) - ShutdownBudgets.Margin);
        _endpoint?.WaitForAnswers(share);
        ProcessEnd.Exit(AtLeastMargin(share - _time.GetElapsedTime(start)), Log);
    }

    private static TimeSpan AtLeastMargin(TimeSpan time) =>
        time > ShutdownBudgets.Margin ? time : ShutdownBudgets.Margin;

    private void BringUp(bool isLate)
    {
        foreach (var warning in _settings.Warnings)
        {
            Log.Warn(warning);
        }

        SigtermTrigger.Add(this);
        if (_handover is not null)
        {
            TryStart("RestMachine handover", () => _handover.Watch(orphaned: EndBySigterm));
        }

        if (isLate || !TryStart("RestMachine internal extension", _internalExtension.Keep))
        {
            _internalExtension.GiveUp();
        }

        TryStart("RestMachine endpoint", ServeEndpoint);
    }

    /// <summary>A process that can have no more threads still serves, and still runs its handlers.</summary>
    private bool TryStart(string name, ThreadStart work)
    {
        var hasStarted = new Thread(work, maxStackSize: 256 * 1024) { IsBackground = true, Name = name }.TryStart();
        if (!hasStarted)
        {
            Log.Warn($"The thread '{name}' could not be started: the process can have no more threads, or files");
        }

        return hasStarted;
    }

    private void WarmUpBesideTheInvocation()
    {
        try
        {
            new ShutdownWarmUp(_settings, _time).Run(Handlers());
        }
        catch (Exception exception)
        {
            // A handler that cannot be compiled, for one: the run itself will report it. The function goes on.
            Log.Warn($"Shutdown was not compiled ahead of SIGTERM, and will begin later: {exception.Message}");
        }
    }

    private ShutdownReport[] RunByPost(EndpointRequest request)
    {
        BeginEnd();
        var budget = ShutdownBudgets.ForPost(_settings.Timeout, request.Deadline, _time.GetUtcNow());
        return RunAll(_handover is { HasHappened: true } ? HandoverTrigger : "POST", Drain(budget));
    }

    private void EndByPost() => ProcessEnd.Exit(ShutdownBudgets.Margin, Log);

    private ShutdownReport[] RunAll(string trigger, ShutdownBudget budget)
    {
        RestApplication[] applications;
        lock (_applications)
        {
            _isEnding = true;
            applications = [.. _applications];
        }

        var others = applications.Skip(1).Select(other => other.Lifecycle.ShutdownAsync(trigger, budget)).ToArray();
        var first = applications[0].Lifecycle.Shutdown(trigger, budget);
        return [first, .. others.Select(run => run.GetAwaiter().GetResult())];
    }

    /// <summary>One thread is all that the first handler waits for; it starts the watchdog.</summary>
    private void BeginEnd()
    {
        ProcessEnd.Begin();
        _handover?.BeginEnd();
        TryStart("RestMachine end", WatchAndCancel);
    }

    private void WatchAndCancel()
    {
        ProcessEnd.By(_handover is null ? ShutdownBudgets.PlatformTotal : ShutdownBudgets.ShareByHandover);

        // On demand, Lambda has given the invocation up. On a managed instance callers still wait for theirs.
        if (_settings.Concurrency is null)
        {
            CancelInvocation();
        }
    }

    /// <summary>
    /// On managed instances, running invocations have half of the budget to end; then they are cancelled and the handlers
    /// run beside them.
    /// </summary>
    /// <returns>What is left for the handlers.</returns>
    private ShutdownBudget Drain(ShutdownBudget budget)
    {
        if (_settings.Concurrency is null)
        {
            return budget;
        }

        var start = _time.GetTimestamp();
        if (!Running.Drain(budget.Half, _time))
        {
            Log.Warn("Invocations did not end in half of the shutdown's time: they are cancelled");
            TryStart("RestMachine cancellation", CancelInvocation);
        }

        var used = _time.GetElapsedTime(start);
        return new ShutdownBudget(LessUsed(budget.Token, used), LessUsed(budget.End, used));
    }

    /// <summary>Those that Drain cancelled answer beside the handlers, and may need longer than those.</summary>
    private void WaitForTheCancelled(TimeSpan atMost)
    {
        if (_settings.Concurrency is not null && !Running.Drain(atMost, _time))
        {
            Log.Error($"{Running.Count} invocations did not end in the shutdown's time: they are dropped unanswered");
        }
    }

    private static TimeSpan LessUsed(TimeSpan time, TimeSpan used) => time > used ? time - used : TimeSpan.Zero;

    /// <summary>What the user registered on the token runs inside Cancel: never on the trigger's thread.</summary>
    private void CancelInvocation()
    {
        try
        {
            _ending.Cancel();
        }
        catch (AggregateException exception)
        {
            Log.Error($"A callback on the invocation's token failed: {ExceptionText.Of(exception.InnerExceptions[0])}");
        }
    }

    private void ServeEndpoint()
    {
        _endpoint = _settings.HasEndpoint ? ShutdownEndpoint.Bind(_settings.Port, Log, _time, RunByPost) : null;
        TryStart("RestMachine receipt", OpenReceipt);
        _endpoint?.Serve(answered: EndByPost);
    }

    private void OpenReceipt()
    {
        _receipt.Open(EndpointName(), _ending.Token.WaitHandle);
        _handover?.Greeted();
    }

    private Receipt? ConnectReceipt() => Receipt.Connect(_settings.Port, _time, out _receiptRefusal);

    private void WarnOfMissingLayer() =>
        Log.Warn(
            _receiptRefusal == SocketError.WouldBlock
                ? "The receipt socket has no place for this function: other processes have connected to it before, so the "
                    + $"extension cannot report this shutdown. Set {LambdaSettings.PortVariable} to a port of this "
                    + $"environment's own, or end what else connects to @restmachine-shutdown:{_settings.Port}"
                : "The RestMachine layer is not there (its receipt socket does not answer): nobody outlives this function "
                    + "to report its shutdown. Attach the layer restmachine-shutdown"
        );

    private string EndpointName() =>
        !_settings.HasEndpoint ? "off"
        : _endpoint is null ? "failed"
        : _settings.Port.ToString(CultureInfo.InvariantCulture);

    private ShutdownHandler[] Handlers()
    {
        lock (_applications)
        {
            return [.. _applications.SelectMany(application => application.ShutdownHandlers)];
        }
    }
}
