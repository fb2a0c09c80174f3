using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.Lifecycle;

public class ShutdownOfAFunction
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunsTheHandlersOnSigtermAndTheExtensionReportsThem()
    {
        await using var environment = await FunctionUnderTest.StartAsync();
        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment.Lines(LogSource.Function).ShouldContain("closed");
        report.Function!.Signals.Select(signal => signal.Name).ShouldContain("SIGTERM");
        report.Function.Signals.Select(signal => signal.Name).ShouldNotContain("SIGKILL");
        report.Function.ExitCode.ShouldBe(0);
        report.Extensions.ShouldHaveSingleItem().ExitCode.ShouldBe(0);
        environment.Verdict().ShouldStartWith("[Extension] Shutdown handlers completed successfully");
        environment.Verdict().ShouldContain("2 completed");
    }

    [Fact]
    public async Task RunsTheHandlersWithoutTheLayerTooAndSaysSoOnce()
    {
        await using var environment = await FunctionUnderTest.StartAsync(hasLayer: false);
        await environment.GetAsync("/hello");

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment.Lines(LogSource.Function).ShouldContain("closed");
        environment
            .Lines(LogSource.Function)
            .Count(line => line.Contains("layer", StringComparison.Ordinal))
            .ShouldBe(1);
        report.Function!.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task ExitsAsEverThoughItDisposedTheConsolesWriter()
    {
        await using var environment = await FunctionUnderTest.StartAsync(new() { ["CONSOLE"] = "yes" });

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.ExitCode.ShouldBe(0);
        environment
            .Lines(LogSource.Function)
            .ShouldContain(line =>
                line.StartsWith("[Function] Warning: Console.Out could not be flushed before the exit: ")
            );
        environment.Verdict().ShouldStartWith("[Extension] Shutdown handlers completed successfully");
    }

    [Fact]
    public async Task ReportsAHandlerThatFailsAndRunsTheOthers()
    {
        await using var environment = await FunctionUnderTest.StartAsync(new() { ["SHUTDOWN"] = "throw" });

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.ExitCode.ShouldBe(0);
        environment.Lines(LogSource.Function).ShouldContain(line => line.StartsWith("first handler at"));
        environment.Verdict().ShouldContain("1 completed");
        environment.Verdict().ShouldContain("close");
        environment.Verdict().ShouldContain("connection lost");
        environment.Log.ShouldNotContain(line => line.Text.StartsWith("forged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LeavesAHandlerThatIgnoresItsTokenToThePlatformAndTheReceiptShowsIt()
    {
        await using var environment = await FunctionUnderTest.StartAsync(new() { ["SHUTDOWN"] = "hang" });

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.TerminatedBy.ShouldBe("SIGKILL");
        environment.Verdict().ShouldContain("unfinished");
        environment.Verdict().ShouldContain("close");
        environment.Verdict().ShouldContain("1 completed");
    }

    [Theory]
    [InlineData("token")]
    [InlineData("await")]
    public async Task EndsByItselfWhenHandlersRespectTheirTokenOrAwait(string fault)
    {
        await using var environment = await FunctionUnderTest.StartAsync(new() { ["SHUTDOWN"] = fault });

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.ExitCode.ShouldBe(0);
        report.Function.Signals.Select(signal => signal.Name).ShouldNotContain("SIGKILL");
    }

    [Fact]
    public async Task IsNotDelayedByAStarvedThreadPool()
    {
        // The pool's second continuation would take many seconds.
        await using var environment = await FunctionUnderTest.StartAsync(new() { ["SHUTDOWN"] = "await" });
        (await environment.GetAsync("/starve")).ShouldBe("200 starved");

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.ExitCode.ShouldBe(0);
        environment.Verdict().ShouldStartWith("[Extension] Shutdown handlers completed successfully");
    }

    [Fact]
    public async Task CancelsTheInvocationThatLambdaHasGivenUpAndStartsCleanAgain()
    {
        await using var environment = await FunctionUnderTest.StartAsync(configure: options =>
            options with
            {
                // The next start, too, has no more than this: on a busy machine it takes its time.
                FunctionTimeout = TimeSpan.FromSeconds(4),
            }
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/wait");

        using var response = await environment.SendAsync(request, Cancellation);
        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");

        ((int)response.StatusCode).ShouldBeGreaterThanOrEqualTo(500);
        environment.Lines(LogSource.Function).ShouldContain("invocation cancelled: True");
        environment.Lines(LogSource.Function).ShouldContain("closed");
        environment.Shutdowns.ShouldHaveSingleItem().Reason.ShouldBe(ShutdownReason.Timeout);
        (await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation)).Function!.ExitCode.ShouldBe(0);
        environment.Verdict().ShouldStartWith("[Extension] Shutdown handlers completed successfully");
    }

    [Fact]
    public async Task OfACrashedFunctionIsReportedAsOneInWhichNoHandlerCouldRun()
    {
        await using var environment = await FunctionUnderTest.StartAsync();

        await environment.GetAsync("/exit");

        environment.Lines(LogSource.Function).ShouldNotContain("closed");
        environment
            .Lines(LogSource.Extension)
            .ShouldContain(line => line.Contains("did not run", StringComparison.Ordinal) && line.Contains("failure"));
    }

    [Fact]
    public async Task EndsInTimeWhateverOthersDoOnProcessExit()
    {
        await using var environment = await FunctionUnderTest.StartAsync(new() { ["PROCESS_EXIT"] = "block" });

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment.Verdict().ShouldStartWith("[Extension] Shutdown handlers completed successfully");
    }

    [Fact]
    public async Task RunsEveryApplicationOfTheProcess()
    {
        await using var environment = await FunctionUnderTest.StartAsync(new() { ["SECOND_APPLICATION"] = "yes" });

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.ExitCode.ShouldBe(0);
        environment.Lines(LogSource.Function).ShouldContain("closed");
        environment.Lines(LogSource.Function).ShouldContain("second application closed");
        environment.Verdict().ShouldContain("3 completed");
    }

    [Fact]
    public async Task IsNotReportedAsDoneWhileAnotherApplicationOfTheProcessIsNot()
    {
        await using var environment = await FunctionUnderTest.StartAsync(
            new() { ["SECOND_APPLICATION"] = "yes", ["SHUTDOWN"] = "hang" }
        );

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment.Verdict().ShouldStartWith("[Extension] Error: Shutdown handlers did not finish");
        environment.Verdict().ShouldContain("\"close\" was still running");
    }

    [Fact]
    public async Task WorksWithoutTheEndpointWhenItsPortIsTaken()
    {
        var port = FreePort.Find();
        await using var environment = await FunctionUnderTest.StartAsync(
            new() { ["RESTMACHINE_EXTENSION_PORT"] = $"{port}", ["TAKE_PORT"] = $"{port}" }
        );
        await environment.WaitForLogAsync(
            line => line.Text.Contains("cannot be bound", StringComparison.Ordinal),
            Cancellation
        );

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.ExitCode.ShouldBe(0);
        environment.Verdict().ShouldStartWith("[Extension] Shutdown handlers completed successfully");
        environment
            .Lines(LogSource.Function)
            .ShouldContain(
                $"[Function] Warning: Port {port} on loopback cannot be bound (AddressAlreadyInUse): shutdown runs by SIGTERM alone. "
                    + "Set RESTMACHINE_EXTENSION_PORT to a free port, or RESTMACHINE_ENDPOINT=off"
            );
    }

    [Theory]
    [InlineData("RESTMACHINE_EXTENSION_PORT", "abc")]
    [InlineData("RESTMACHINE_EXTENSION_PORT", "0")]
    [InlineData("RESTMACHINE_EXTENSION_PORT", "70000")]
    [InlineData("RESTMACHINE_EXTENSION_TIMEOUT", "")]
    [InlineData("RESTMACHINE_EXTENSION_TIMEOUT", "-1")]
    [InlineData("RESTMACHINE_EXTENSION_TIMEOUT", "abc")]
    public async Task WorksWithABadSettingAndBothSidesNameItOnce(string variable, string value)
    {
        await using var environment = await FunctionUnderTest.StartAsync(new() { [variable] = value });
        await environment.GetAsync("/hello");

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.ExitCode.ShouldBe(0);
        environment.Lines(LogSource.Function).ShouldContain("closed");
        environment.Lines(LogSource.Function).Count(line => line.Contains(variable)).ShouldBe(1);
        environment.Lines(LogSource.Extension).Count(line => line.Contains(variable)).ShouldBe(1);
    }

    [Fact]
    public async Task NotesOnceThatATimeoutIsBeyondThePlatforms()
    {
        const string variable = "RESTMACHINE_EXTENSION_TIMEOUT";
        await using var environment = await FunctionUnderTest.StartAsync(new() { [variable] = "3600" });
        await environment.GetAsync("/hello");

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment.Log.Count(line => line.Text.Contains(variable)).ShouldBe(1);
    }
}
