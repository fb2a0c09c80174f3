using RestMachine.Emulator.Log;
using RestMachine.Emulator.Processes;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.Phases;

// What outlives the processes: the directory, the log, the ports, the guard.
internal sealed class Sandbox : IDisposable
{
    private readonly ProcessGuard guard;
    private readonly bool ownsDirectory;

    public Sandbox(LambdaEnvironmentOptions options, TimeProvider time, int runtimeApiPort)
    {
        Options = options;
        Time = time;
        Log = new EnvironmentLog(time, options.Log);
        Life = new LifeRecord(time, Log, options.Lifecycle);
        Function = new FunctionIdentity(options.FunctionName, options.Handler) { IsSnapStart = options.SnapStart };
        ownsDirectory = options.TemporaryDirectory is null;
        TemporaryDirectory = options.TemporaryDirectory ?? Directory.CreateTempSubdirectory("restmachine-").FullName;
        Variables = new ProcessVariables(options, Function, TemporaryDirectory, runtimeApiPort);
        guard = ProcessGuard.Start(Variables.Mark, ownsDirectory ? TemporaryDirectory : null, time);
    }

    public LambdaEnvironmentOptions Options { get; }

    public TimeProvider Time { get; }

    public EnvironmentLog Log { get; }

    public LifeRecord Life { get; }

    public FunctionIdentity Function { get; }

    public string TemporaryDirectory { get; }

    public ProcessVariables Variables { get; }

    public Invocation NewInvocation(ReadOnlyMemory<byte> payload, AnswerStream? stream)
    {
        var now = Time.GetUtcNow();
        var id = Guid.NewGuid();
        return new Invocation(id.ToString(), payload, now + Options.FunctionTimeout)
        {
            FunctionArn = Function.Arn,
            Stream = stream,
            TraceId =
                $"Root=1-{now.ToUnixTimeSeconds():x8}-{id.ToString("N")[..24]};Parent={id.ToString("N")[..16]};Sampled=0",
        };
    }

    /// <exception cref="SpawnException">The program could not be executed.</exception>
    public ChildProcess StartRuntime() =>
        Start(
            new SpawnRequest
            {
                Command = Options.ExecWrapper is { } wrapper ? [wrapper, .. Options.Command] : Options.Command,
                Environment = Variables.ForFunction(),
                WorkingDirectory = Variables.TaskRoot,
                OutputLine = line => Log.Write(LogSource.Function, null, line),
            },
            "function"
        );

    /// <exception cref="SpawnException">The program could not be executed.</exception>
    public ChildProcess StartExtension(string path, string name) =>
        Start(
            new SpawnRequest
            {
                Command = [path],
                Environment = Variables.ForExtension(),
                WorkingDirectory = "/",
                OutputLine = line => Log.Write(LogSource.Extension, name, line),
            },
            name
        );

    public void Reap(ChildProcess process)
    {
        process.Reap();
        guard.Ended(process.Id);
    }

    // Whatever left its process group and still carries the environment's mark.
    public void KillSurvivors()
    {
        if (Survivors.Kill(Variables.Mark) is > 0 and var count)
        {
            Log.Platform($"Ended {count} process(es) that had left the function's process group, as Lambda does.");
        }
    }

    // Whatever the function has started, whichever group it is in: all but the extensions.
    public void KillOrphans(IReadOnlyCollection<int> extensions)
    {
        if (Survivors.Kill(Variables.Mark, extensions) is > 0 and var count)
        {
            Log.Platform($"Killed {count} process(es) that the function's process had left behind (KillsOrphans).");
        }
    }

    public void Dispose()
    {
        _ = Survivors.Kill(Variables.Mark);
        guard.Dispose();
        Variables.Dispose();
        if (ownsDirectory && Directory.Exists(TemporaryDirectory))
        {
            Directory.Delete(TemporaryDirectory, recursive: true);
        }
    }

    private ChildProcess Start(SpawnRequest request, string name)
    {
        var process = ChildProcess.Start(request, Time);
        Life.Add(LifecycleStep.ProcessStarted, name, at: process.StartedAt);
        guard.Started(process.Id);
        return process;
    }
}
