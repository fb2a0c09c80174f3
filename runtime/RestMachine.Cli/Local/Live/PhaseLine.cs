using RestMachine.Cli.Local.Timelines;
using RestMachine.Emulator;

namespace RestMachine.Cli.Local.Live;

/// <summary>What the environment is doing, in one line.</summary>
internal sealed class PhaseLine
{
    private readonly Lock gate = new();
    private string phase = "Preparing";
    private DateTimeOffset since;
    private int invocations;

    private string Invocations => invocations == 1 ? "1 invocation" : $"{invocations} invocations";

    /// <summary>The phase, and for how long it has lasted at this time.</summary>
    public string At(DateTimeOffset time)
    {
        lock (gate)
        {
            return since == default
                ? $"{phase} …"
                : $"{phase} · {Timeline.Milliseconds(time > since ? time - since : TimeSpan.Zero)}";
        }
    }

    public void Take(LifecycleEvent happened)
    {
        lock (gate)
        {
            Follow(happened);
        }
    }

    private void Follow(LifecycleEvent happened)
    {
        var next = happened.Step switch
        {
            LifecycleStep.InitBegan => "INIT",
            LifecycleStep.ExtensionRegistered => $"INIT: {happened.Subject} registered",
            LifecycleStep.InitEnded => happened.Detail is { } error ? $"INIT failed: {error}" : "Ready",
            LifecycleStep.InvocationBegan => $"INVOKE {++invocations}",
            LifecycleStep.InvocationEnded => $"Idle after {Invocations}",
            LifecycleStep.Frozen => $"Frozen after {Invocations}",
            LifecycleStep.ShutdownBegan => $"SHUTDOWN {happened.Detail}",
            LifecycleStep.SignalSent => $"SHUTDOWN: {happened.Detail} to {happened.Subject}",
            LifecycleStep.ShutdownDelivered => $"SHUTDOWN: {happened.Subject} heard of it",
            LifecycleStep.ShutdownEnded => "Shut down",
            _ => null,
        };
        if (next is null)
        {
            return;
        }
        phase = next;
        // What happens within a phase is told with the phase's own time.
        if (
            happened.Step
            is not (LifecycleStep.ExtensionRegistered or LifecycleStep.SignalSent or LifecycleStep.ShutdownDelivered)
        )
        {
            since = happened.Time;
        }
    }
}
