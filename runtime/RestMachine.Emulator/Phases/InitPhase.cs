using System.Globalization;
using RestMachine.Emulator.Log;
using RestMachine.Emulator.Processes;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.Phases;

// Every file of the extensions folder is executed; when all have registered, the runtime is; when all are at next, the
// first invocation may come.
internal sealed class InitPhase(Sandbox sandbox, Generation generation)
{
    // https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-dotnet.html
    private static readonly TimeSpan RestoreTimeout = TimeSpan.FromSeconds(10);

    // "init", or "invoke" when the phase is repeated within an invocation.
    public async Task<InitResult> RunAsync(TimeSpan limit, string phase, CancellationToken stop)
    {
        var log = sandbox.Log;
        var started = sandbox.Time.GetTimestamp();
        log.Platform(PlatformLines.InitStart);
        sandbox.Life.Add(LifecycleStep.InitBegan);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watch = MemoryWatch.RunAsync(sandbox, generation, end.Token);
        var fault = await InitialiseAsync(new Limit(sandbox, generation, limit, end.Token));
        await end.CancelAsync();
        await watch;
        var duration = sandbox.Time.GetElapsedTime(started);
        sandbox.Life.Add(LifecycleStep.InitEnded, detail: fault?.Type);
        generation.DrainOutput();
        foreach (var extension in generation.Extensions.All)
        {
            log.Platform(
                PlatformLines.Extension(
                    extension.Name,
                    extension.State.ToString(),
                    extension.Events,
                    extension.ErrorType
                )
            );
        }
        if (fault is null)
        {
            return new InitResult(true, duration, null, null);
        }
        var status = fault.Type == Fault.TimedOut ? "timeout" : "error";
        log.Platform(PlatformLines.InitReport(duration, phase, status, fault.Type));
        log.Platform(fault.Message);
        return new InitResult(false, duration, fault.Type, fault.Message);
    }

    // What the environment of a snapshot does before its first invocation; without SnapStart there is nothing to do.
    public async Task<Fault?> RestoreAsync(CancellationToken stop)
    {
        if (generation.Runtime.State != RuntimeState.RestoreReady)
        {
            return null;
        }
        sandbox.Log.Platform(PlatformLines.RestoreStart);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        generation.Runtime.Restore();
        var limit = new Limit(sandbox, generation, RestoreTimeout, end.Token) { Phase = "restore" };
        var fault = await limit.UntilAsync(generation.Runtime.AtFirstNext, "the function to call next");
        await end.CancelAsync();
        return fault;
    }

    private async Task<Fault?> InitialiseAsync(Limit limit)
    {
        if (LaunchExtensions() is { } launchFault)
        {
            return launchFault;
        }
        foreach (var extension in generation.Extensions.External)
        {
            if (await limit.UntilAsync(extension.Registered, $"extension {extension.Name} to register") is { } fault)
            {
                return fault;
            }
            sandbox.Life.Add(LifecycleStep.ExtensionRegistered, extension.Name);
        }
        if (LaunchRuntime() is { } entryFault)
        {
            return entryFault;
        }
        var (ready, call) = generation.Function.IsSnapStart
            ? (generation.Runtime.AtRestoreNext, "restore/next")
            : (generation.Runtime.AtFirstNext, "next");
        if (await limit.UntilAsync(ready, $"the function to call {call}") is { } initFault)
        {
            return initFault;
        }
        generation.Extensions.Close();
        foreach (var extension in generation.Extensions.All)
        {
            if (await limit.UntilAsync(extension.Ready, $"extension {extension.Name} to call next") is { } fault)
            {
                return fault;
            }
        }
        return null;
    }

    private Fault? LaunchExtensions()
    {
        foreach (var path in ExtensionFiles())
        {
            var session = generation.Extensions.AddExternal(Path.GetFileName(path));
            if (generation.Extensions.All.Count > ExtensionRegistry.Limit)
            {
                session.LaunchFailed("TooManyExtensions");
                return Fail(new Fault(Fault.ExtensionLaunch, $"More than {ExtensionRegistry.Limit} files in {path}."));
            }
            try
            {
                var process = sandbox.StartExtension(path, session.Name);
                generation.Add(session, process);
                _ = WatchAsync(session, process);
            }
            catch (SpawnException exception)
            {
                session.LaunchFailed(exception.ErrorType);
                return Fail(new Fault(Fault.ExtensionLaunch, exception.Message + Hint(path, exception)));
            }
        }
        return null;
    }

    // Lambda starts every file there, a stray one too; only directories are left out.
    private IEnumerable<string> ExtensionFiles() =>
        sandbox.Options.ExtensionsDirectory is not { } directory
            ? []
            : new DirectoryInfo(directory)
                .EnumerateFileSystemInfos()
                .Where(entry => entry is FileInfo || entry.LinkTarget is not null)
                .Select(entry => entry.FullName)
                .Order(StringComparer.Ordinal);

    private static string Hint(string path, SpawnException exception) =>
        exception.Error == Posix.AccessDenied
            ? $". Lambda starts every file of the extensions folder: make it executable (chmod +x {path}) or remove it."
            : ". Lambda starts every file of the extensions folder.";

    private Fault? LaunchRuntime()
    {
        try
        {
            generation.RuntimeProcess = sandbox.StartRuntime();
        }
        catch (SpawnException exception)
        {
            return Fail(new Fault(Fault.InvalidEntrypoint, exception.Message));
        }
        _ = WatchAsync(generation.RuntimeProcess);
        return null;
    }

    private Fault Fail(Fault fault)
    {
        generation.Break(fault);
        return fault;
    }

    private async Task WatchAsync(ChildProcess runtime)
    {
        var exit = await runtime.Exited;
        if (!generation.Ending)
        {
            generation.Break(
                new Fault(
                    Fault.RuntimeExit,
                    exit.Succeeded ? "Runtime exited without providing a reason" : $"Runtime exited with error: {exit}"
                )
            );
        }
    }

    private async Task WatchAsync(ExtensionSession session, ChildProcess process)
    {
        var exit = await process.Exited;
        session.Ended();
        if (!generation.Ending)
        {
            generation.Break(
                new Fault(Fault.ExtensionCrash, $"Extension {session.Name} ended before SHUTDOWN: {exit}")
            );
        }
    }

    private sealed record Limit(Sandbox Sandbox, Generation Generation, TimeSpan Time, CancellationToken Stop)
    {
        public string Phase { get; init; } = "init";

        private readonly Task over = Task.Delay(Time, Sandbox.Time, Stop);

        public async Task<Fault?> UntilAsync(Task goal, string what)
        {
            await Task.WhenAny(goal, Generation.Broken, over);
            if (Generation.Broken.IsCompleted)
            {
                return await Generation.Broken;
            }
            return goal.IsCompleted ? null
                : Stop.IsCancellationRequested
                    ? new Fault(Fault.SandboxFailure, $"The environment was shut down while it waited for {what}.")
                : Generation.FirstFault
                    ?? new Fault(
                        Fault.TimedOut,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"The {Phase} phase was over after {Time.TotalSeconds:0.###} seconds, still waiting for {what}."
                        )
                    );
        }
    }
}
