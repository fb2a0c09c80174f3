using System.Diagnostics;

namespace RestMachine.Cli.Tests;

/// <summary>The command on a terminal: script(1) gives it one.</summary>
public sealed class LivePhases : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task StandBelowTheLogOnATerminal()
    {
        var text = await RunOnATerminalAsync("xterm-256color");

        text.ShouldContain("\e[?25l");
        text.ShouldContain("\e[?25h");
        string[] phases = ["INIT ·", "INVOKE 1 ·", "Frozen after 1 invocation ·", "SHUTDOWN spindown ·", "Shut down ·"];
        var at = -1;
        foreach (var phase in phases)
        {
            at = text.IndexOf(phase, at + 1, StringComparison.Ordinal);
            at.ShouldBeGreaterThan(0, $"{phase} in {text}");
        }
        text.ShouldContain("GET /users/1 → 200 ");
        // A tab in a line steps over what the phases left there.
        text.Split('\n').Single(line => line.Contains("\tMemory Size:")).ShouldContain("\e[J");
    }

    [Fact]
    public async Task AreAbsentWhereTheTerminalCannotMoveItsCursor()
    {
        var text = await RunOnATerminalAsync("dumb");

        text.ShouldNotContain("\e[");
        text.ShouldNotContain("INVOKE 1 ·");
        text.ShouldContain("GET /users/1 → 200 ");
    }

    private async Task<string> RunOnATerminalAsync(string terminal)
    {
        string[] command =
        [
            Path.Combine(AppContext.BaseDirectory, "RestMachine.Cli"),
            "local",
            "--executable",
            CliProcess.Function,
            "--extension",
            folder.Extensions(),
            "--env",
            "EXTENSION_FAULT=completed",
            "--request",
            "GET /users/1",
        ];
        var start = new ProcessStartInfo("script")
        {
            ArgumentList = { "-qefc", string.Join(' ', command.Select(word => $"'{word}'")), "/dev/null" },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = terminal },
        };
        start.Environment.Remove("NO_COLOR");
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(CliProcess.Cancellation);
        await process.WaitForExitAsync(CliProcess.Cancellation);
        process.ExitCode.ShouldBe(0, text);
        return text;
    }
}
