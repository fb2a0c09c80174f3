using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

/// <summary>
/// The function behind restmachine-handover: what Lambda ends is another process. For both ways in which a platform may send
/// its signals: to the group of the process that it started, or to that process alone.
/// </summary>
public sealed class Handovers : FaultTest
{
    public static TheoryData<bool> SignalsGoToTheGroup => [true, false];

    [Theory]
    [MemberData(nameof(SignalsGoToTheGroup))]
    public async Task EndWithinMillisecondsWhereTheHandlersDo(bool group)
    {
        await using var environment = await LiveAsync(configure: HandedOver(group));

        var report = environment.Shutdowns.ShouldHaveSingleItem();
        report.Function!.ExitCode.ShouldBe(0);
        report.Function.Signals.Select(signal => signal.Name).Last().ShouldBe("SIGTERM");
        ShouldEndAsDocumented(environment);
    }

    /// <summary>As on OS-only runtimes, which start no wrappers.</summary>
    [Fact]
    public async Task BeginWithAScriptInFrontOfTheProgram()
    {
        var folder = Directory.CreateTempSubdirectory("restmachine-handover-");
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "function"), Published.Function);
        var script = Path.Combine(folder.FullName, "bootstrap");
        // By another process: a file that this one writes is busy while any test forks.
        string[] words =
        [
            "-c",
            "echo \"$0\" > \"$1\"; chmod 755 \"$1\"",
            $"#!{Published.Handover} --program=function",
            script,
        ];
        using (var writer = Process.Start("/bin/sh", words))
        {
            await writer.WaitForExitAsync(Cancellation);
        }

        await using var environment = await LiveAsync(configure: options => options with { Command = [script] });

        ShouldEndAsDocumented(environment);
        folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(SignalsGoToTheGroup))]
    public async Task LeaveHandlersNearlyTheWholeTime(bool group)
    {
        await using var environment = await LiveAsync(new() { ["SHUTDOWN"] = "token" }, HandedOver(group));

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task EndInTimeThoughAHandlerDoesNot()
    {
        await using var life = await UnhurriedLife.StartAsync(
            Port,
            new() { ["SHUTDOWN"] = "hang", ["RESTMACHINE_EXTENSION_TIMEOUT"] = "0.5" }
        );
        await life.EndWrapperAsync();

        var lines = await life.ShutdownAsync();

        SpinWait.SpinUntil(() => !IsRunning(life.Function), Hang).ShouldBeTrue();
        ShouldEndAsDocumented(lines[^1]);
    }

    [Fact]
    public async Task EndThoughNobodyAsksTheEndpoint()
    {
        await using var environment = await LiveAsync(
            new() { ["SHUTDOWN"] = "await", ["RESTMACHINE_ENDPOINT"] = "off" },
            HandedOver(group: true)
        );

        ShouldEndAsDocumented(environment);
    }

    [Theory]
    [MemberData(nameof(SignalsGoToTheGroup))]
    public async Task LeaveNothingBehindInAResetAfterATimeOut(bool group)
    {
        await using var environment = await StartAsync(
            new() { ["SHUTDOWN"] = "await" },
            options => HandedOver(group)(options) with { FunctionTimeout = TimeSpan.FromSeconds(2) }
        );
        await GreetAsync(environment);
        var first = await environment.GetProcessIdAsync();

        await environment.GetAsync("/stuck");

        IsRunning(first).ShouldBeFalse();
        ShouldEndAsDocumented(environment);
        await ShouldStartCleanAsync(environment, first);
    }

    [Theory]
    [MemberData(nameof(SignalsGoToTheGroup))]
    public async Task LeaveNothingBehindInAResetAfterACrash(bool group)
    {
        await using var environment = await StartAsync(configure: HandedOver(group));
        await GreetAsync(environment);
        var first = await environment.GetProcessIdAsync();

        await environment.GetAsync("/exit");

        environment.Lines(LogSource.Platform).ShouldContain(line => line.Contains("exit status 3"));
        ShouldEndAsDocumented(environment);
        await ShouldStartCleanAsync(environment, first);
    }

    [Fact]
    public async Task MirrorTheSignalThatKillsTheFunction()
    {
        await using var environment = await StartAsync(configure: options =>
            HandedOver(group: true)(options) with
            {
                FreezeBetweenInvocations = false,
            }
        );
        await GreetAsync(environment);

        Signals.Send(await environment.GetProcessIdAsync(), Signals.Kill);
        await environment.GetAsync("/hello");

        environment.Lines(LogSource.Platform).ShouldContain(line => line.Contains("signal: killed"));
        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task MirrorTheFaultOfAStackOverflow()
    {
        await using var environment = await StartAsync(configure: HandedOver(group: true));
        await GreetAsync(environment);

        await environment.GetAsync("/overflow");

        environment.Lines(LogSource.Platform).ShouldContain(line => line.Contains("signal: segmentation fault"));
        ShouldEndAsDocumented(environment);
    }

    /// <summary>Not even the next that waits: its connection ends while the handlers run.</summary>
    [Fact]
    public async Task AskForNoOtherInvocation()
    {
        await using var life = await UnhurriedLife.StartAsync(
            Port,
            new() { ["SHUTDOWN"] = "hang", ["RESTMACHINE_EXTENSION_TIMEOUT"] = "1.5" }
        );

        await life.EndWrapperAsync();

        await life.RuntimeApi.Released.WaitAsync(Hang, Cancellation);
        IsRunning(life.Function).ShouldBeTrue();
        await life.ReadUntilAsync("'close' was still running after");
        life.RuntimeApi.Count.ShouldBe(1);
    }

    /// <summary>By its hello the extension knows that it has to wait for the process.</summary>
    [Fact]
    public async Task AreAnnouncedBeforeAnyInvocationIsAskedFor()
    {
        for (var start = 0; start < 20; start++)
        {
            using var extension = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            extension.Bind(new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{Port}"));
            extension.Listen();
            using var platform = new KeptNext();
            using var wrapper = Published.StartHandedOver(platform.Address, Port);
            await platform.Asked.WaitAsync(Hang, Cancellation);

            extension.Poll(0, SelectMode.SelectRead).ShouldBeTrue();
            using var receipt = await extension.AcceptAsync(Cancellation);
            receipt.Available.ShouldBeGreaterThan(0);

            Signals.Send(wrapper.Id, Signals.Terminate);
            await wrapper.StandardOutput.ReadToEndAsync(Cancellation);
        }
    }

    [Fact]
    public async Task AreNoticedWhereTheWrapperIsKilled()
    {
        await using var environment = await StartAsync(
            new() { ["SHUTDOWN"] = "await" },
            options => HandedOver(group: true)(options) with { FreezeBetweenInvocations = false }
        );
        await GreetAsync(environment);
        var first = await environment.GetProcessIdAsync();

        Signals.Send(ParentOf(first), Signals.Kill);
        await environment.WaitForLogAsync(
            line => line.Source == LogSource.Function && line.Text.Contains("Shutdown completed"),
            Cancellation
        );
        await environment.ShutdownAsync(ShutdownReason.Failure, Cancellation);

        IsRunning(first).ShouldBeFalse();
        ShouldEndAsDocumented(environment);
    }

    /// <summary>Nobody waits for the function then, so it has no longer than it would have without handover.</summary>
    [Fact]
    public async Task EndSoonWhereTheExtensionHasCrashed()
    {
        await using var environment = await StartAsync(
            new() { ["SHUTDOWN"] = "hang" },
            options => HandedOver(group: true)(options) with { FreezeBetweenInvocations = false }
        );
        var first = await environment.GetProcessIdAsync();
        Signals.Send(ReceiptSockets.ListenerOf(Port), Signals.Kill);

        while (!environment.Lines(LogSource.Platform).Contains("Extension.Crash"))
        {
            // The platform sees it with one of the next invocations: that the process has ended comes to it by a thread.
            await environment.GetAsync("/hello");
        }

        SpinWait.SpinUntil(() => !IsRunning(first), Hang).ShouldBeTrue();
        environment
            .Lines(LogSource.Function)
            .ShouldContain("[Function] Shutdown began (handover, 450 ms for the handlers)");
        await environment.GetAsync("/hello");
        environment.Lines(LogSource.Function).ShouldNotContain(line => line.Contains("cannot be bound"));
    }

    [Fact]
    public async Task LoseWhatHasNotRunWhereTheFunctionIsKilledEarly()
    {
        await using var environment = await LiveAsync(
            new() { ["SHUTDOWN"] = "hang", ["ORDERED"] = "yes" },
            options => Signals.At("closing", Signals.Kill)(HandedOver(group: true)(options))
        );

        ShouldEndAsDocumented(environment);
    }

    /// <summary>How far it has come by then, nobody can say: the report does.</summary>
    [Fact]
    public async Task AreReportedWhereThePlatformLeavesNothingAlive()
    {
        await using var environment = await StartAsync(
            new() { ["SHUTDOWN"] = "hang" },
            options => HandedOver(group: true)(options) with { KillsOrphans = true }
        );
        await GreetAsync(environment);

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.ExitCode.ShouldBe(0);
        environment.Verdict().ShouldMatch("did not (run|finish) .*Lambda ended it (early|together)");
        environment.Verdict().ShouldMatch("\"close\" (was still running after|never began)");
    }

    /// <summary>A platform that does not end the extension by the clock: how late that acts is the machine's affair.</summary>
    [Fact]
    public async Task EndWithTheEnvironmentThoughTheFunctionIsStopped()
    {
        await using var life = await UnhurriedLife.StartAsync(
            Port,
            new() { ["SHUTDOWN"] = "hang_async", ["ORDERED"] = "yes" },
            "RESTMACHINE_EXTENSION_TIMEOUT=0.2"
        );
        await life.EndWrapperAsync();
        await life.ReadUntilAsync("closing");
        Signals.Send(life.Function, Signals.Stop);

        var lines = await life.ShutdownAsync(milliseconds: 300);

        SpinWait.SpinUntil(() => !IsRunning(life.Function), Hang).ShouldBeTrue();
        lines[^1].ShouldContain("The function was killed");
        ShouldEndAsDocumented(lines[^2]);
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("block")]
    public async Task BeginWhileStartupRuns(string fault)
    {
        await using var environment = await StartAsync(
            new() { ["LATE"] = fault },
            options => Signals.AtStartup("startup waits in ", Port, Signals.Terminate)(HandedOver(group: true)(options))
        );

        ShouldEndAsDocumented(environment);
    }

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private static Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions> HandedOver(bool group) =>
        options => options with { ExecWrapper = Published.Handover, SignalsProcessGroup = group };

    /// <summary>The next start in the same sandbox has the port, and the extension reads its receipt and no other.</summary>
    private async Task ShouldStartCleanAsync(LambdaEnvironment environment, int before)
    {
        (await environment.GetProcessIdAsync()).ShouldNotBe(before);
        IsRunning(before).ShouldBeFalse();
        await GreetAsync(environment);
        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
        environment
            .Verdict()
            .ShouldContain("Shutdown handlers completed successfully (spindown, handover, 2 completed");
        environment.Verdict().ShouldNotContain("said hello");
        environment.Lines(LogSource.Function).ShouldNotContain(line => line.Contains("cannot be bound"));
        environment.Lines(LogSource.Extension).ShouldNotContain(line => line.Contains("is not ours"));
    }

    private static bool IsRunning(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int ParentOf(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
