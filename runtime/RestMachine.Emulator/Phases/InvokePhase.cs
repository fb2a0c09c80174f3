using System.Globalization;
using RestMachine.Emulator.Log;
using RestMachine.Emulator.Processes;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.Phases;

// One invocation: from START until the runtime and every extension that asked for INVOKE are back at next.
internal sealed class InvokePhase(Sandbox sandbox, Generation generation, Invocation invocation)
{
    private static readonly TimeSpan ReturnPatience = TimeSpan.FromSeconds(1);

    private readonly long started = sandbox.Time.GetTimestamp();

    // The part of the time-out that a repeated init phase has used up already.
    public TimeSpan Used { get; init; }

    public TimeSpan? InitDuration { get; init; }

    private TimeSpan Elapsed => Used + sandbox.Time.GetElapsedTime(started);

    // Answered is called as soon as the function's response is complete. The result is the fault that ended the phase.
    public async Task<Fault?> RunAsync(Action<InvocationResult> answered, CancellationToken stop)
    {
        sandbox.Log.Platform(PlatformLines.Start(invocation.RequestId));
        sandbox.Life.Add(LifecycleStep.InvocationBegan, invocation.RequestId);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watch = MemoryWatch.RunAsync(sandbox, generation, end.Token);
        var fault = await ServeAsync(answered, Task.Delay(Remaining(), sandbox.Time, end.Token));
        await end.CancelAsync();
        await watch;
        sandbox.Life.Add(LifecycleStep.InvocationEnded, invocation.RequestId, fault?.Type);
        Report(fault);
        return fault;
    }

    public void Report(Fault? fault)
    {
        var log = sandbox.Log;
        generation.DrainOutput();
        if (fault?.Type == Fault.TimedOut)
        {
            log.Platform($"{sandbox.Time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {invocation.RequestId} {fault.Message}");
        }
        else if (fault is not null)
        {
            log.Platform($"RequestId: {invocation.RequestId} Error: {fault.Message}");
            log.Platform(fault.Type);
        }
        log.Platform(PlatformLines.End(invocation.RequestId));
        log.Platform(
            PlatformLines.Report(
                new InvocationReport(
                    invocation.RequestId,
                    Elapsed,
                    sandbox.Options.MemorySize,
                    MemoryWatch.PeakKilobytes(generation)
                )
                {
                    InitDuration = InitDuration,
                    Status =
                        fault is null ? null
                        : fault.Type == Fault.TimedOut ? "timeout"
                        : "error",
                    ErrorType = fault is null || fault.Type == Fault.TimedOut ? null : fault.Type,
                }
            )
        );
    }

    public InvocationResult Failed(Fault fault) =>
        new()
        {
            RequestId = invocation.RequestId,
            Payload = fault.ToPayload(invocation.RequestId),
            ErrorType = fault.Type,
            TimedOut = fault.Type == Fault.TimedOut,
            Duration = Elapsed,
        };

    private TimeSpan Remaining() =>
        sandbox.Options.FunctionTimeout > Used ? sandbox.Options.FunctionTimeout - Used : TimeSpan.Zero;

    private async Task<Fault?> ServeAsync(Action<InvocationResult> answered, Task timeout)
    {
        if (generation.Broken.IsCompleted)
        {
            return await generation.Broken; // It died while it was idle.
        }
        var extensions = generation.Extensions.All.Where(each => each.Wants(ExtensionEvent.Invoke)).ToArray();
        foreach (var extension in extensions)
        {
            extension.Deliver(ExtensionEvent.ForInvoke(invocation));
        }
        generation.Runtime.Deliver(invocation);
        await Task.WhenAny(invocation.Answered, generation.Broken, timeout);
        if (!invocation.Answered.IsCompleted)
        {
            return await WhyAsync(timeout);
        }
        var answer = await invocation.Answered;
        generation.DrainOutput();
        answered(
            new InvocationResult
            {
                RequestId = invocation.RequestId,
                Payload = answer.Payload,
                ContentType = answer.ContentType,
                ErrorType = answer.ErrorType,
                Duration = Elapsed,
            }
        );
        var back = Task.WhenAll(extensions.Select(each => each.Ready).Append(generation.Runtime.Ready));
        await Task.WhenAny(back, generation.Broken, timeout);
        if (timeout.IsCanceled)
        {
            // Shut down right after the response: the phase may still end as it would have.
            await Task.WhenAny(back, generation.Broken, Task.Delay(ReturnPatience, sandbox.Time));
        }
        return back.IsCompleted ? null : await WhyAsync(timeout);
    }

    private async Task<Fault> WhyAsync(Task timeout)
    {
        if (generation.Broken.IsCompleted)
        {
            return await generation.Broken;
        }
        return timeout.IsCanceled
            ? new Fault(Fault.SandboxFailure, "The environment was shut down during the invocation.")
            : new Fault(
                Fault.TimedOut,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Task timed out after {sandbox.Options.FunctionTimeout.TotalSeconds:F2} seconds"
                )
            );
    }
}
