using RestMachine.Emulator.Processes;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.Phases;

// The order is the one of AWS's open-source core: the runtime first and alone, the extensions' event only then.
internal sealed class ShutdownPhase
{
    private static readonly TimeSpan WithExternal = TimeSpan.FromMilliseconds(2_000);
    private static readonly TimeSpan WithInternalOnly = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan DocumentedShare = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan DocumentedShareWithInternal = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(1);

    private readonly Sandbox sandbox;
    private readonly Generation generation;
    private readonly ShutdownReason reason;
    private readonly TimeSpan budget;
    private readonly TimeSpan share;
    private readonly DateTimeOffset deadline;
    private readonly long started;
    private readonly Dictionary<ChildProcess, List<SentSignal>> signals = [];

    public ShutdownPhase(Sandbox sandbox, Generation generation, ShutdownReason reason)
    {
        this.sandbox = sandbox;
        this.generation = generation;
        this.reason = reason;
        started = sandbox.Time.GetTimestamp();
        var external = generation.ExtensionProcesses.Count > 0;
        var intern = generation.Extensions.HasInternal;
        budget =
            external ? WithExternal
            : intern ? WithInternalOnly
            : TimeSpan.Zero;
        share = sandbox.Options.RuntimeShare ?? (intern ? DocumentedShareWithInternal : DocumentedShare);
        share = share < budget ? share : budget;
        deadline = sandbox.Time.GetUtcNow() + budget; // Of the whole phase: it is not restarted with the event.
    }

    private TimeSpan Elapsed => sandbox.Time.GetElapsedTime(started);

    public async Task<ShutdownReport> RunAsync()
    {
        sandbox.Life.Add(LifecycleStep.ShutdownBegan, detail: reason.ToString().ToLowerInvariant());
        generation.Ending = true;
        foreach (var process in generation.Processes.Where(IsAlive))
        {
            Send(process, Posix.SigCont); // A stopped process would keep SIGTERM pending.
        }
        if (generation.RuntimeProcess is { } runtime && IsAlive(runtime))
        {
            await EndRuntimeAsync(runtime);
        }
        if (sandbox.Options.KillsOrphans)
        {
            sandbox.KillOrphans(generation.ExtensionProcesses.Select(each => each.Process.Id).ToList());
        }
        await Task.WhenAll(generation.ExtensionProcesses.Select(each => EndExtensionAsync(each.Session, each.Process)));
        var duration = Elapsed;
        foreach (var process in generation.Processes)
        {
            sandbox.Life.Add(LifecycleStep.ProcessEnded, NameOf(process), $"{process.Exit}", process.Exit!.Timestamp);
        }
        sandbox.Life.Add(LifecycleStep.ShutdownEnded);
        await CleanUpAsync();
        return Report(duration);
    }

    private string NameOf(ChildProcess process) =>
        generation.ExtensionProcesses.FirstOrDefault(each => each.Process == process).Session?.Name ?? "function";

    private async Task EndRuntimeAsync(ChildProcess runtime)
    {
        if (budget == TimeSpan.Zero)
        {
            sandbox.Log.Platform(
                "No extension is registered, so the function gets SIGKILL and no SIGTERM, as on Lambda: "
                    + "shutdown handlers do not run. An extension in the extensions folder changes that."
            );
            Send(runtime, Posix.SigKill);
            await runtime.Exited;
            return;
        }
        Send(runtime, Posix.SigTerm);
        await EndedByAsync(runtime, share);
    }

    private async Task EndExtensionAsync(ExtensionSession session, ChildProcess process)
    {
        if (!IsAlive(process))
        {
            return;
        }
        if (!session.Wants(ExtensionEvent.Shutdown))
        {
            Send(process, Posix.SigKill);
            await process.Exited;
            return;
        }
        session.Deliver(ExtensionEvent.ForShutdown(reason, deadline));
        await EndedByAsync(process, budget);
        if (session.ShutdownFetchedAt is { } fetched)
        {
            sandbox.Life.Add(LifecycleStep.ShutdownDelivered, session.Name, at: fetched);
        }
    }

    private async Task EndedByAsync(ChildProcess process, TimeSpan limit)
    {
        // A timer may fire some milliseconds early; the share is granted whole.
        for (var left = limit - Elapsed; left > TimeSpan.Zero && IsAlive(process); left = limit - Elapsed)
        {
            using var end = new CancellationTokenSource();
            await Task.WhenAny(
                process.Exited,
                Task.Delay(left + TimeSpan.FromMilliseconds(1), sandbox.Time, end.Token)
            );
            await end.CancelAsync();
        }
        if (IsAlive(process))
        {
            Send(process, Posix.SigKill);
            await process.Exited;
        }
    }

    // What is left of the groups ends now; the last lines of the output are waited for, unless somebody who left the
    // group keeps the pipe open.
    private async Task CleanUpAsync()
    {
        foreach (var process in generation.Processes)
        {
            sandbox.Reap(process);
        }
        var drained = Task.WhenAll(generation.Processes.Select(process => process.OutputDrained));
        await Task.WhenAny(drained, Task.Delay(OutputPatience, sandbox.Time));
    }

    private void Send(ChildProcess process, int signal)
    {
        lock (signals)
        {
            if (!signals.TryGetValue(process, out var sent))
            {
                signals[process] = sent = [];
            }
            sent.Add(new SentSignal(Posix.SignalName(signal), Elapsed));
        }
        if (signal == Posix.SigCont)
        {
            process.SignalTree(signal);
            return;
        }
        sandbox.Life.Add(LifecycleStep.SignalSent, NameOf(process), Posix.SignalName(signal));
        if (sandbox.Options.SignalsProcessGroup)
        {
            process.Signal(signal);
        }
        else
        {
            process.SignalAlone(signal);
        }
    }

    private TimeSpan Since(long timestamp) => sandbox.Time.GetElapsedTime(started, timestamp);

    private static bool IsAlive(ChildProcess process) => process.Exit is null;

    private ShutdownReport Report(TimeSpan duration) =>
        new()
        {
            Reason = reason,
            Budget = budget,
            RuntimeShare = share,
            Duration = duration,
            Function = generation.RuntimeProcess is { } runtime
                ? Describe("function", runtime, share) with
                {
                    Registered = generation.Runtime.AtFirstNext.IsCompleted,
                }
                : null,
            Extensions = generation
                .ExtensionProcesses.Select(each =>
                    Describe(each.Session.Name, each.Process, budget) with
                    {
                        Registered = each.Session.Registered.IsCompleted,
                        ShutdownEventAt = each.Session.ShutdownFetchedAt is { } at ? Since(at) : null,
                    }
                )
                .ToArray(),
        };

    private ProcessReport Describe(string name, ChildProcess process, TimeSpan allowed)
    {
        var exit = process.Exit!;
        var endedAt = Since(exit.Timestamp);
        var left = allowed - endedAt;
        return new ProcessReport
        {
            Name = name,
            ProcessId = process.Id,
            Registered = false,
            Signals = signals.GetValueOrDefault(process, []),
            EndedAt = endedAt,
            ExitCode = exit.ExitCode,
            TerminatedBy = exit.Signal is { } signal ? Posix.SignalName(signal) : null,
            Lifetime = sandbox.Time.GetElapsedTime(process.StartedAt, exit.Timestamp),
            BudgetLeft = left > TimeSpan.Zero ? left : TimeSpan.Zero,
        };
    }
}
