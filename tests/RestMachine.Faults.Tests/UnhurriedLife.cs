using System.Diagnostics;
using System.Globalization;
using RestMachine.Extension.Tests.Doubles;
using RestMachine.Extension.Tests.Published;

namespace RestMachine.Faults.Tests;

/// <summary>
/// The function behind restmachine-handover, and the extension, on a platform that does only what the test tells it to: it
/// kills nobody whose time is up, which on a busy machine is soon.
/// </summary>
internal sealed class UnhurriedLife : IAsyncDisposable
{
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(30);

    private readonly PlatformDouble _platform = new();
    private readonly ExtensionProcess _extension;
    private readonly Process _wrapper;

    private UnhurriedLife(int port, Dictionary<string, string> variables, string[] extension)
    {
        _extension = ExtensionProcess.Start(_platform.Address, [$"RESTMACHINE_EXTENSION_PORT={port}", .. extension]);
        _wrapper = Published.StartHandedOver(RuntimeApi.Address, port, variables);
    }

    /// <summary>The function's side of the platform: its first next waits for ever.</summary>
    public KeptNext RuntimeApi { get; } = new();

    /// <summary>The function's process; the wrapper's is another.</summary>
    public int Function { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Until INIT is over and the function's hello is with the extension.</summary>
    public static async Task<UnhurriedLife> StartAsync(
        int port,
        Dictionary<string, string> variables,
        params string[] extension
    )
    {
        var life = new UnhurriedLife(port, variables, extension);
        await life._extension.UntilAsync(life._platform.Parked);
        var line = await life.ReadUntilAsync("function pid ");
        life.Function = int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);
        await life.RuntimeApi.Asked.WaitAsync(s_hang, Cancellation);
        SpinWait.SpinUntil(() => Signals.HasGreeted(life.Function, port), s_hang).ShouldBeTrue();
        return life;
    }

    /// <summary>What the platform does first: SIGTERM, which ends the wrapper and begins the function's shutdown.</summary>
    public async Task EndWrapperAsync()
    {
        Signals.Send(_wrapper.Id, Signals.Terminate);
        await _wrapper.WaitForExitAsync(Cancellation).WaitAsync(s_hang, Cancellation);
        _wrapper.ExitCode.ShouldBe(0);
    }

    /// <summary>The function's next line with these words.</summary>
    public async Task<string> ReadUntilAsync(string words)
    {
        while (true)
        {
            var line = (await _wrapper.StandardOutput.ReadLineAsync(Cancellation)).ShouldNotBeNull(words);
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    /// <summary>What it does then: the event.</summary>
    /// <returns>The extension's lines.</returns>
    public async Task<string[]> ShutdownAsync(int milliseconds = 2_000)
    {
        _platform.Shutdown(milliseconds: milliseconds);
        var (exitCode, log) = await _extension.EndAsync();
        exitCode.ShouldBe(0);
        return log.TrimEnd('\n').Split('\n');
    }

    public async ValueTask DisposeAsync()
    {
        if (Function > 0 && Directory.Exists($"/proc/{Function}"))
        {
            // Stopped, if the test has failed before it was ended.
            Signals.Send(Function, Signals.Kill);
        }

        await _extension.DisposeAsync();
        _wrapper.Dispose();
        _platform.Dispose();
        RuntimeApi.Dispose();
    }
}
