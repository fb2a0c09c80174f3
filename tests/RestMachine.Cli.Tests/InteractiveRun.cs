using System.Globalization;

namespace RestMachine.Cli.Tests;

public sealed class InteractiveRun : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ServesHttpUntilCtrlCWhichReachesTheCommandOnly()
    {
        using var cli = Start("EXTENSION_FAULT=completed");
        using var client = new HttpClient { BaseAddress = await UriAsync(cli) };

        var answer = await client.GetStringAsync("users/1", CliProcess.Cancellation);
        await cli.OutputAsync("REPORT RequestId");
        cli.SignalGroup(CliProcess.SigInt);
        var result = await cli.FinishAsync();

        answer.ShouldContain("\"rawPath\":\"/users/1\"");
        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("[Function] SIGTERM received");
        result.Output.ShouldContain("[Extension] Shutdown handlers completed successfully");
        result.Output.ShouldContain("Shutdown (spindown): function (pid ");
        var records = await File.ReadAllLinesAsync(folder.RecordFile, CliProcess.Cancellation);
        records.ShouldContain("function SIGTERM");
        records.ShouldNotContain(line => line.Contains("SIGINT"));
    }

    [Fact]
    public async Task EndsARunningInvocationOnSigterm()
    {
        using var cli = Start("FUNCTION_FAULT=hang-in-invoke", "--env", "EXTENSION_FAULT=completed");
        using var client = new HttpClient { BaseAddress = await UriAsync(cli) };
        var request = client.GetAsync("users/1", CliProcess.Cancellation);
        await cli.OutputAsync("hanging in invoke");

        cli.Signal(CliProcess.SigTerm);
        var result = await cli.FinishAsync();

        using var answer = await request;
        ((int)answer.StatusCode).ShouldBe(500);
        result.Output.ShouldContain("[Function] SIGTERM received");
    }

    [Fact]
    public async Task LeavesNothingRunningWhenItIsKilled()
    {
        using var cli = Start("FUNCTION_FAULT=ignore-sigterm child daemon");
        await UriAsync(cli);
        var function = await cli.OutputAsync("function pid=");
        int[] processes =
        [
            Number(function),
            Number(await cli.OutputAsync("child pid=")),
            Number(await cli.OutputAsync("daemon pid=")),
            Number(await cli.OutputAsync("witness pid=")),
        ];
        var directory = function[(function.IndexOf("generation=") + "generation=".Length)..];
        processes.ShouldAllBe(pid => IsRunning(pid));

        cli.Signal(CliProcess.SigKill);

        processes.ShouldAllBe(pid => SpinWait.SpinUntil(() => !IsRunning(pid), TimeSpan.FromSeconds(60)));
        SpinWait.SpinUntil(() => !Directory.Exists(directory), TimeSpan.FromSeconds(60)).ShouldBeTrue();
    }

    private static int Number(string line)
    {
        var digits = line[(line.IndexOf("pid=") + 4)..].TakeWhile(char.IsAsciiDigit);
        return int.Parse(string.Concat(digits), CultureInfo.InvariantCulture);
    }

    internal static bool IsRunning(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<Uri> UriAsync(CliProcess cli)
    {
        var line = await cli.ErrorAsync("Send HTTP requests to ");
        return new Uri(line.Split(' ')[4]);
    }

    private CliProcess Start(string variable, params string[] arguments) =>
        CliProcess.StartLocal([
            "--extension",
            folder.Extensions(),
            "--port",
            "0",
            "--env",
            $"RECORD_FILE={folder.RecordFile}",
            "--env",
            variable,
            .. arguments,
        ]);
}
