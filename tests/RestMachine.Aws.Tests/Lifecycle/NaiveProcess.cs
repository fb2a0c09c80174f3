using System.Diagnostics;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>A process of the naive platform, with what it wrote.</summary>
internal sealed class NaiveProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Task<string> _output;

    private NaiveProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
    }

    public static NaiveProcess Start(string file, string platform, int port)
    {
        var start = new ProcessStartInfo(file) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = platform;
        start.Environment["RESTMACHINE_EXTENSION_PORT"] = $"{port}";
        return new NaiveProcess(Process.Start(start)!);
    }

    public async Task<(int ExitCode, string Log)> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        return (_process.ExitCode, await _output);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
