using System.Runtime.InteropServices;
using RestMachine.Emulator;

namespace RestMachine.Cli.Probe;

// The table goes to standard output, what the command itself has to say to standard error.
internal sealed class ProbeRun(ProbeOptions options, TextWriter output, TextWriter error)
{
    public const string Stopped = "Stopped before everything was measured.";

    public async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        try
        {
            return await MeasureAsync(stop.Token);
        }
        catch (Exception problem) when (problem is ProbeException or ProjectException)
        {
            await error.WriteLineAsync(problem.Message);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync(Stopped);
        }
        return ExitCodes.Failure;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private async Task<int> MeasureAsync(CancellationToken stop)
    {
        var results = options.Stack is null
            ? await new LocalProbe(options, error).RunAsync(stop)
            : await MeasureOnLambdaAsync(stop);
        if (results.Count == 0)
        {
            return ExitCodes.Failure;
        }
        ProbeTable.Write(results, output);
        return results.All(result => result.IsWhole) ? ExitCodes.Success : ExitCodes.Failure;
    }

    // Empty: there is no AWS command line.
    private async Task<IReadOnlyList<ProbeResult>> MeasureOnLambdaAsync(CancellationToken stop)
    {
        if (AwsCommand.Find(Environment.GetEnvironmentVariable("PATH")) is { } program)
        {
            var aws = new AwsCommand(program, options.Profile, options.Region);
            return await new StackProbe(aws, options, error).RunAsync(stop);
        }
        await error.WriteLineAsync(
            "There is no program named aws on PATH (AWS's command line). Nothing was measured: run these yourself."
        );
        await PastedProbe.WriteAsync(options, output);
        return [];
    }
}
