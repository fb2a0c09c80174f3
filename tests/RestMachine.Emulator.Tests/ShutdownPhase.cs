namespace RestMachine.Emulator.Tests;

public sealed class ShutdownPhase : IDisposable
{
    private readonly Doubles doubles = new();

    public void Dispose() => doubles.Dispose();

    [Fact]
    public async Task KillsTheFunctionWithoutSigtermWhenNoExtensionIsRegistered()
    {
        await using var environment = await doubles.StartAsync();

        var report = await environment.SpinDownAsync();

        report.Budget.ShouldBe(TimeSpan.Zero);
        report.Function!.Signals.Names().ShouldBe(["SIGKILL"]);
        report.Function.TerminatedBy.ShouldBe("SIGKILL");
        doubles.Records.ShouldNotContain("function SIGTERM");
        environment.Says(LogSource.Platform, "shutdown handlers do not run").ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-events")]
    [InlineData("events=INVOKE")]
    public async Task SendsSigtermToTheFunctionWhenAnyExternalExtensionIsRegistered(string extensionFault)
    {
        await using var environment = await doubles.StartAsync(extensionFault: extensionFault);

        var report = await environment.SpinDownAsync();

        report.Budget.ShouldBe(TimeSpan.FromSeconds(2));
        report.RuntimeShare.ShouldBe(TimeSpan.FromMilliseconds(300));
        report.Function!.Signals.Names().ShouldBe(["SIGTERM"]);
        report.Function.ExitCode.ShouldBe(0);
        doubles.Records.ShouldContain("function SIGTERM");
    }

    [Fact]
    public async Task GivesTheShutdownEventOnlyWhenTheFunctionIsDead()
    {
        await using var environment = await doubles.StartAsync(extensionFault: "");

        var report = await environment.SpinDownAsync();

        var extension = report.Extensions.ShouldHaveSingleItem();
        extension.Registered.ShouldBeTrue();
        extension.ShutdownEventAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(report.Function!.EndedAt);
        extension.Signals.Names().ShouldBeEmpty();
        extension.ExitCode.ShouldBe(0);
        doubles.Records.ShouldNotContain("extension SIGTERM");
    }

    [Fact]
    public async Task CountsTheDeadlineFromTheStartOfThePhase()
    {
        var before = TimeProvider.System.GetUtcNow();
        await using var environment = await doubles.StartAsync("ignore-sigterm", "");
        var report = await environment.SpinDownAsync();

        var text = environment.Lines(LogSource.Extension).Single(line => line.Contains("\"SHUTDOWN\""));
        using var happened = System.Text.Json.JsonDocument.Parse(text["[Extension] ".Length..]);
        var deadline = DateTimeOffset.FromUnixTimeMilliseconds(
            happened.RootElement.GetProperty("deadlineMs").GetInt64()
        );
        // The event came after the function's share, the deadline did not move with it.
        report.Extensions[0].ShutdownEventAt!.Value.ShouldBeGreaterThanOrEqualTo(report.RuntimeShare);
        var end = TimeProvider.System.GetUtcNow();
        deadline.ShouldBeGreaterThan(before);
        deadline.ShouldBeLessThanOrEqualTo(end - report.Duration + report.Budget + TimeSpan.FromMilliseconds(5));
    }

    [Theory]
    [InlineData(ShutdownReason.Spindown, "spindown")]
    [InlineData(ShutdownReason.Timeout, "timeout")]
    [InlineData(ShutdownReason.Failure, "failure")]
    public async Task NamesTheReasonInPlainText(ShutdownReason reason, string word)
    {
        await using var environment = await doubles.StartAsync(extensionFault: "");

        await environment.ShutdownAsync(reason, Doubles.Cancellation);

        environment.Says(LogSource.Extension, "content-type text/plain; charset=utf-8").ShouldBeTrue();
        environment.Says(LogSource.Extension, $"\"shutdownReason\":\"{word}\"").ShouldBeTrue();
    }

    [Fact]
    public async Task KillsAFunctionThatIgnoresSigtermAtTheEndOfItsShare()
    {
        await using var environment = await doubles.StartAsync("ignore-sigterm", "");

        var report = await environment.SpinDownAsync();

        report.Function!.Signals.Names().ShouldBe(["SIGTERM", "SIGKILL"]);
        report.Function.TerminatedBy.ShouldBe("SIGKILL");
        report.Function.Signals[^1].At.ShouldBeGreaterThanOrEqualTo(report.RuntimeShare);
        report.Function.BudgetLeft.ShouldBe(TimeSpan.Zero);
        report.Extensions[0].ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task KillsAnExtensionThatIgnoresShutdownAtTheEndOfTheBudget()
    {
        await using var environment = await doubles.StartAsync(extensionFault: "ignore-shutdown");

        var report = await environment.SpinDownAsync();

        report.Extensions[0].Signals.Names().ShouldBe(["SIGKILL"]);
        report.Extensions[0].TerminatedBy.ShouldBe("SIGKILL");
        report.Extensions[0].EndedAt.ShouldBeGreaterThanOrEqualTo(report.Budget);
        report.Remaining.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task KillsAnExtensionThatDidNotAskForShutdownAfterTheFunction()
    {
        await using var environment = await doubles.StartAsync(extensionFault: "no-events");

        var report = await environment.SpinDownAsync();

        report.Extensions[0].ShutdownEventAt.ShouldBeNull();
        report.Extensions[0].Signals.Names().ShouldBe(["SIGKILL"]);
        report.Extensions[0].EndedAt.ShouldBeGreaterThan(report.Function!.EndedAt);
    }

    [Fact]
    public async Task GivesHalfASecondWithAnInternalExtensionOnly()
    {
        await using var environment = await doubles.StartAsync("internal-extension");

        var report = await environment.SpinDownAsync();

        report.Budget.ShouldBe(TimeSpan.FromMilliseconds(500));
        report.RuntimeShare.ShouldBe(TimeSpan.FromMilliseconds(500));
        report.Function!.Signals.Names().ShouldBe(["SIGTERM"]);
        report.Function.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task GivesTheFunctionHalfASecondOfTwoWithBothKindsOfExtension()
    {
        await using var environment = await doubles.StartAsync("internal-extension", "");

        var report = await environment.SpinDownAsync();

        report.Budget.ShouldBe(TimeSpan.FromSeconds(2));
        report.RuntimeShare.ShouldBe(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task TakesTheShareFromTheOptions()
    {
        var options = doubles.Options(extensionFault: "") with { RuntimeShare = TimeSpan.FromMilliseconds(600) };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);

        var report = await environment.SpinDownAsync();

        report.RuntimeShare.ShouldBe(TimeSpan.FromMilliseconds(600));
    }

    [Fact]
    public async Task WakesAFrozenFunctionBeforeSigterm()
    {
        await using var environment = await doubles.StartAsync(extensionFault: "");
        await environment.InvokeAsync();
        await environment.WaitUntilIdleAsync(Doubles.Cancellation);

        var report = await environment.SpinDownAsync();

        report.Function!.Signals.Select(signal => signal.Name).ShouldBe(["SIGCONT", "SIGTERM"]);
        report.Function.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task SignalsTheWholeGroupOfTheFunction()
    {
        await using var environment = await doubles.StartAsync("child", "");
        await environment.WaitForLogAsync(line => line.Text.StartsWith("child pid="), Doubles.Cancellation);
        var child = environment.Number(LogSource.Function, "child pid=");

        await environment.SpinDownAsync();

        ProcessTable.IsGone(child).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendsSigtermToTheGroupOrToTheProcessAlone(bool group)
    {
        var options = doubles.Options("child listening ignore-sigterm", "") with { SignalsProcessGroup = group };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
        await environment.WaitForLogAsync(line => line.Text.StartsWith("child pid="), Doubles.Cancellation);

        await environment.SpinDownAsync();

        doubles.Records.ShouldContain("function SIGTERM");
        doubles.Records.Contains("child SIGTERM").ShouldBe(group);
    }

    [Fact]
    public async Task KillsWhatLeftTheGroupBeforeTheEventWhereAskedTo()
    {
        var options = doubles.Options("daemon", "ignore-shutdown") with { KillsOrphans = true };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
        var daemon = environment.Number(LogSource.Function, "daemon pid=");

        var ending = environment.SpinDownAsync();
        await environment.WaitForLogAsync(line => line.Text.Contains("\"SHUTDOWN\""), Doubles.Cancellation);

        ProcessTable.IsGone(daemon).ShouldBeTrue();
        environment
            .Says(LogSource.Platform, "Killed 1 process(es) that the function's process had left behind")
            .ShouldBeTrue();
        (await ending).Extensions[0].TerminatedBy.ShouldBe("SIGKILL");
    }

    [Fact]
    public async Task EndsAProcessThatLeftTheGroup()
    {
        await using var environment = await doubles.StartAsync("daemon", "");
        await environment.WaitForLogAsync(line => line.Text.StartsWith("daemon pid="), Doubles.Cancellation);
        var daemon = environment.Number(LogSource.Function, "daemon pid=");

        await environment.SpinDownAsync();

        ProcessTable.IsGone(daemon).ShouldBeTrue();
        environment.Says(LogSource.Platform, "had left the function's process group").ShouldBeTrue();
    }

    [Fact]
    public async Task SaysInOneLineWhoGotWhatAndWhatWasLeft()
    {
        await using var environment = await doubles.StartAsync(extensionFault: "");

        var summary = (await environment.SpinDownAsync()).Summary;

        summary.ShouldMatch(
            @"^Shutdown \(spindown\): function \(pid \d+\) SIGTERM at \d+ ms, exited with 0 at \d+ ms \(\d+ ms of its 300 ms left\); "
                + @"witness \(pid \d+\) SHUTDOWN at \d+ ms, exited with 0 at \d+ ms; \d+ ms of 2000 ms left\.$"
        );
    }

    [Fact]
    public async Task RunsOnceHoweverOftenItIsAskedFor()
    {
        await using var environment = await doubles.StartAsync(extensionFault: "");

        var reports = await Task.WhenAll(environment.SpinDownAsync(), environment.SpinDownAsync());

        reports[0].ShouldBeSameAs(reports[1]);
        environment.Shutdowns.ShouldHaveSingleItem();
        await Should.ThrowAsync<InvalidOperationException>(() => environment.InvokeAsync());
    }

    [Fact]
    public async Task EndsARunningInvocation()
    {
        await using var environment = await doubles.StartAsync("hang-in-invoke", "");
        var invocation = environment.InvokeAsync();
        await environment.WaitForLogAsync(line => line.Text == "hanging in invoke", Doubles.Cancellation);

        var report = await environment.SpinDownAsync();

        (await invocation).ErrorType.ShouldBe("Sandbox.Failure");
        report.Function!.Signals.Names().ShouldBe(["SIGTERM"]);
        doubles.Records.ShouldContain("function SIGTERM");
    }
}
