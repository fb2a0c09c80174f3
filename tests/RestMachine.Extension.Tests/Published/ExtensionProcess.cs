using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using RestMachine.Extension.Tests.Doubles;

namespace RestMachine.Extension.Tests.Published;

/// <summary>The published binary, started as Lambda starts it: with an environment and nothing else.</summary>
internal sealed partial class ExtensionProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;

    private ExtensionProcess(Process process, int port)
    {
        this.process = process;
        Port = port;
        output = process.StandardOutput.ReadToEndAsync();
    }

    public int Port { get; }
    public int Id => process.Id;

    /// <param name="platform">Its address; null leaves the variable out.</param>
    /// <param name="settings">NAME=value, later ones win.</param>
    /// <param name="command">The file and its leading arguments; this machine's published extension unless told.</param>
    public static ExtensionProcess Start(string? platform, string[]? settings = null, params string[] command)
    {
        command = command.Length > 0 ? command : [Layer.Extension(Architecture)];
        var port = FreePort();
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        start.Environment["RESTMACHINE_EXTENSION_PORT"] = port.ToString(default(IFormatProvider));
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = platform;
        foreach (var setting in settings ?? [])
        {
            start.Environment[setting.Split('=', 2)[0]] = setting.Split('=', 2)[1];
        }
        return new ExtensionProcess(Process.Start(start)!, port);
    }

    public static string Architecture =>
        RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x86_64";

    public void Signal(int signal) => Kill(process.Id, signal).ShouldBe(0);

    public string Status(string name) =>
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));

    /// <summary>Waits for something that it does; one that ends without having done it fails, with what it wrote.</summary>
    public async Task UntilAsync(Task done)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        if (await Task.WhenAny(done, process.WaitForExitAsync(patience.Token)) != done)
        {
            throw new InvalidOperationException(
                process.HasExited
                    ? $"The extension has ended with {process.ExitCode}: {await output}"
                    : $"The extension did nothing for a minute: {Status("State")}"
            );
        }
        await done;
    }

    /// <summary>Everything it wrote and its exit code.</summary>
    public async Task<(int ExitCode, string Log)> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output.WaitAsync(patience.Token));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
