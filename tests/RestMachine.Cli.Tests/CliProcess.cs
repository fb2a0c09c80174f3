using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RestMachine.Cli.Tests;

// The command as a user runs it: a process, with a terminal's process group of its own.
internal sealed partial class CliProcess : IDisposable
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private readonly Process process;
    private readonly LineReader output;
    private readonly LineReader error;

    private CliProcess(Process process)
    {
        this.process = process;
        output = new LineReader(process.StandardOutput);
        error = new LineReader(process.StandardError);
    }

    public static string Function { get; } = Path.Combine(AppContext.BaseDirectory, "faulty-function");

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static CliProcess Start(params string[] arguments) => Start(path: null, arguments);

    // Not null: the command finds programs only in this folder.
    public static CliProcess Start(string? path, string[] arguments)
    {
        var start = new ProcessStartInfo("setsid")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A shell that starts the tests in the background lets them ignore what a terminal sends.
        start.ArgumentList.Add("/usr/bin/env");
        start.ArgumentList.Add("--default-signal=INT,QUIT");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "RestMachine.Cli"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        // setsid itself is looked for in the folders of this process.
        start.Environment["PATH"] = path ?? start.Environment["PATH"];
        return new CliProcess(Process.Start(start)!);
    }

    // local, with the double as function; what follows are further options.
    public static CliProcess StartLocal(params string[] arguments) =>
        Start(["local", "--executable", Function, .. arguments]);

    public static async Task<CliResult> RunAsync(params string[] arguments)
    {
        using var cli = Start(arguments);
        return await cli.FinishAsync();
    }

    public static Task<CliResult> RunLocalAsync(params string[] arguments) =>
        RunAsync(["local", "--executable", Function, .. arguments]);

    public Task<string> OutputAsync(string part) => output.WaitForAsync(part);

    public Task<string> ErrorAsync(string part) => error.WaitForAsync(part);

    // As a terminal does: to the whole foreground group.
    public void SignalGroup(int signal) => Kill(-process.Id, signal).ShouldBe(0);

    public void Signal(int signal) => Kill(process.Id, signal).ShouldBe(0);

    public async Task<CliResult> FinishAsync()
    {
        await process.WaitForExitAsync(Cancellation);
        return new CliResult(process.ExitCode, await output.AllAsync(), await error.AllAsync());
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}

internal sealed record CliResult(int ExitCode, string Output, string Error);
