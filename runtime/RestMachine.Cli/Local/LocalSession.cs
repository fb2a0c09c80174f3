using System.Runtime.InteropServices;
using RestMachine.Cli.Local.Timelines;
using RestMachine.Emulator;

namespace RestMachine.Cli.Local;

// The log and the answers go to standard output, what the command itself has to say to standard error.
internal sealed class LocalSession(LocalOptions options, TextWriter output, TextWriter error)
{
    public Action<LifecycleEvent>? Happened { get; init; }

    public async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        using var setup = new Setup(options, error);
        try
        {
            await using var environment = await LambdaEnvironment.StartAsync(
                await setup.PrepareAsync(Print, stop.Token) with
                {
                    Lifecycle = Happened,
                },
                stop.Token
            );
            return await UseAsync(environment, stop.Token);
        }
        catch (PortTakenException exception)
        {
            await error.WriteLineAsync($"Port {exception.Port} on 127.0.0.1 is taken: choose another with --port.");
        }
        catch (ProjectException exception)
        {
            await error.WriteLineAsync(exception.Message);
        }
        catch (ArgumentException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCodes.BadUsage;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped before the environment had started; nothing is left running.");
        }
        return ExitCodes.Failure;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private async Task<int> UseAsync(LambdaEnvironment environment, CancellationToken stop)
    {
        var verdict = new Verdict(environment);
        try
        {
            await ServeAsync(environment, verdict, stop);
        }
        catch (OperationCanceledException)
        {
            verdict.Interrupted(options.Requests.Count > 0);
        }
        verdict.BeginShutdown();
        var report = await environment.ShutdownAsync(options.Reason, CancellationToken.None);
        await output.WriteLineAsync(report.Summary);
        await DrawAsync(environment);
        foreach (var problem in verdict.Judge(report))
        {
            await error.WriteLineAsync($"Failed: {problem}");
        }
        return verdict.Passed ? ExitCodes.Success : ExitCodes.Failure;
    }

    private async Task ServeAsync(LambdaEnvironment environment, Verdict verdict, CancellationToken stop)
    {
        if (environment.FrontDoorUri is { } uri)
        {
            await error.WriteLineAsync($"Send HTTP requests to {uri} (Ctrl-C runs the shutdown phase).");
            await Task.Delay(Timeout.Infinite, stop);
        }
        foreach (var line in options.Requests)
        {
            using var request = line.ToMessage();
            using var response = await environment.SendAsync(request, stop);
            var body = await response.Content.ReadAsStringAsync(stop);
            await output.WriteLineAsync($"{line} → {(int)response.StatusCode} {body}");
            verdict.Answered(line, (int)response.StatusCode);
        }
        await environment.WaitUntilIdleAsync(stop);
    }

    private async Task DrawAsync(LambdaEnvironment environment)
    {
        if (options.Timeline is not { } file)
        {
            return;
        }
        // The full path: of "." the name is the folder's.
        var path = Path.GetFullPath(options.Project ?? options.Executable!);
        var title = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        await using var picture = new StreamWriter(file);
        new TimelineSvg(Timeline.Of(environment.Lifecycle, environment.Log), title).Write(picture);
        await error.WriteLineAsync($"The timeline is in {file}.");
    }

    private void Print(LogLine line)
    {
        // Metrics that the user did not ask for are there for the verdict only.
        if (options.Variables.ContainsKey(ShutdownMetric.Setting) || ShutdownMetric.TryParse(line) is null)
        {
            output.WriteLine($"{line.Time:yyyy-MM-ddTHH:mm:ss.fffZ} {line.Text}");
        }
    }
}
