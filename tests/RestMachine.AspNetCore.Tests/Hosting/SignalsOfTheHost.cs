using System.Diagnostics;
using System.Runtime.InteropServices;
using RestMachine.Tests;

namespace RestMachine.AspNetCore.Tests.Hosting;

public sealed partial class SignalsOfTheHost
{
    private const int Sigint = 2;
    private const int Sigterm = 15;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Sigterm)]
    [InlineData(Sigint)]
    public async Task RunTheShutdownHandlersAndEndTheProcess(int signal)
    {
        var folder = Repository.OutputOf("tests/RestMachine.ConformanceFunction");
        // A shell that starts the tests in the background lets them ignore what a terminal sends.
        var start = new ProcessStartInfo("/usr/bin/env")
        {
            ArgumentList =
            {
                "--default-signal=INT,QUIT",
                Path.Combine(folder, "RestMachine.ConformanceFunction"),
                "--urls",
                "http://127.0.0.1:0",
            },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = new List<string>();
        try
        {
            await ReadUntilAsync(process, output, "Application started");
            _ = kill(process.Id, signal);
            await ReadUntilAsync(process, output, end: null);
            await process.WaitForExitAsync(Cancellation);
        }
        finally
        {
            process.Kill();
        }

        output[0].ShouldBe("startup");
        output.Count(line => line == "shutdown").ShouldBe(1);
        process.ExitCode.ShouldBe(0);
    }

    private static async Task ReadUntilAsync(Process process, List<string> output, string? end)
    {
        while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            output.Add(line);
            if (end is not null && line.Contains(end, StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    [LibraryImport("libc")]
    private static partial int kill(int pid, int signal);
}
