using RestMachine.Emulator.Processes;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.Phases;

// Which phase follows which: init, invocations with a freeze between them, shutdown; after a failure a reset, and init
// again with the next invocation. Nothing here runs concurrently: the caller holds the environment's turn.
internal sealed class Lifecycle(Sandbox sandbox)
{
    private readonly List<ShutdownReport> shutdowns = [];
    private volatile Generation generation = new(sandbox.Function, sandbox.Time);
    private bool initialised;
    private TimeSpan? unreportedInit;

    // Read by the APIs from any thread.
    public Generation Current => generation;

    public IReadOnlyList<ShutdownReport> Shutdowns
    {
        get
        {
            lock (shutdowns)
            {
                return shutdowns.ToArray();
            }
        }
    }

    public async Task<InitResult> InitialiseAsync(CancellationToken stop)
    {
        var init = await new InitPhase(sandbox, generation).RunAsync(sandbox.Options.InitTimeout, "init", stop);
        stop.ThrowIfCancellationRequested();
        initialised = init.Succeeded;
        if (init.Succeeded)
        {
            unreportedInit = init.Duration;
            Freeze();
        }
        else
        {
            await EndAsync(ReasonOf(init.ErrorType));
        }
        return init;
    }

    public async Task ServeAsync(
        Invocation invocation,
        TaskCompletionSource<InvocationResult> result,
        CancellationToken stop
    )
    {
        var init = initialised
            ? null
            : await new InitPhase(sandbox, generation).RunAsync(sandbox.Options.FunctionTimeout, "invoke", stop);
        var phase = new InvokePhase(sandbox, generation, invocation)
        {
            Used = init?.Duration ?? TimeSpan.Zero,
            InitDuration = unreportedInit,
        };
        unreportedInit = null;
        var fault = await RunAsync(phase, init, result, stop);
        if (fault is null)
        {
            Freeze();
        }
        else if (stop.IsCancellationRequested)
        {
            result.TrySetResult(phase.Failed(fault)); // The shutdown phase follows.
        }
        else
        {
            var report = await EndAsync(ReasonOf(fault.Type));
            result.TrySetResult(phase.Failed(fault) with { Reset = report });
        }
    }

    // The next generation is only an empty place: its processes start with the next invocation.
    public async Task<ShutdownReport> EndAsync(ShutdownReason reason)
    {
        var report = await new ShutdownPhase(sandbox, generation, reason).RunAsync();
        lock (shutdowns)
        {
            shutdowns.Add(report);
        }
        generation = new Generation(sandbox.Function, sandbox.Time);
        initialised = false;
        return report;
    }

    public async Task KillAsync()
    {
        generation.Ending = true;
        foreach (var process in generation.Processes)
        {
            process.Signal(Posix.SigKill);
            await process.Exited;
            sandbox.Reap(process);
        }
    }

    private async Task<Fault?> RunAsync(
        InvokePhase phase,
        InitResult? init,
        TaskCompletionSource<InvocationResult> result,
        CancellationToken stop
    )
    {
        if (init is { Succeeded: false })
        {
            var fault = generation.FirstFault ?? new Fault(init.ErrorType!, init.ErrorMessage!);
            phase.Report(fault);
            return fault;
        }
        initialised = true;
        Thaw();
        if (await new InitPhase(sandbox, generation).RestoreAsync(stop) is { } unrestored)
        {
            phase.Report(unrestored);
            return unrestored;
        }
        return await phase.RunAsync(answer => result.TrySetResult(answer), stop);
    }

    private static ShutdownReason ReasonOf(string? errorType) =>
        errorType == Fault.TimedOut ? ShutdownReason.Timeout : ShutdownReason.Failure;

    private void Freeze()
    {
        if (sandbox.Options.FreezeBetweenInvocations)
        {
            Signal(Posix.SigStop);
            sandbox.Life.Add(LifecycleStep.Frozen);
        }
    }

    private void Thaw()
    {
        Signal(Posix.SigCont);
        if (sandbox.Options.FreezeBetweenInvocations)
        {
            sandbox.Life.Add(LifecycleStep.Thawed);
        }
    }

    private void Signal(int signal)
    {
        foreach (var process in generation.Processes)
        {
            process.SignalTree(signal);
        }
    }
}
