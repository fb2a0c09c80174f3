using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.Lifecycle;

public class SnapStart
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunsTheHandlersOnBothSidesOfTheSnapshotAndThenTheFunctionAsEver()
    {
        await using var environment = await StartAsync();
        environment.Init.EnsureSucceeded();
        environment.Lines(LogSource.Function).ShouldContain("before the snapshot");
        environment.Lines(LogSource.Function).ShouldNotContain("after the snapshot");

        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");

        environment.Lines(LogSource.Function).ShouldContain("after the snapshot");
        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");
        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
        report.Function!.ExitCode.ShouldBe(0);
        environment.Verdict().ShouldStartWith("[Extension] Shutdown handlers completed successfully");
    }

    [Fact]
    public async Task FailsThePublicationWhenAHandlerBeforeTheSnapshotFails()
    {
        await using var environment = await StartAsync("before");

        environment.Init.Succeeded.ShouldBeFalse();
        environment.Init.ErrorType.ShouldBe("Runtime.BeforeSnapshotError");
        environment.Init.ErrorMessage!.ShouldStartWith("The handler 'before' failed (System.");
        environment.Init.ErrorMessage!.ShouldNotContain("no such secret");
    }

    [Fact]
    public async Task EndsTheEnvironmentWhenAHandlerAfterTheRestoreFails()
    {
        await using var environment = await StartAsync("after");

        var result = await environment.InvokeAsync("{}"u8.ToArray(), Cancellation);

        result.ErrorType.ShouldBe("Runtime.AfterRestoreError");
        environment
            .Lines(LogSource.Function)
            .ShouldContain(line =>
                line.StartsWith("[Function] Error: SnapStart failed: ")
                && line.Contains("OnAfterRestore handler 'after' failed: no such secret")
            );
    }

    [Fact]
    public async Task RunsTheShutdownHandlersOfAnEnvironmentThatWasNeverRestored()
    {
        await using var environment = await StartAsync();

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.ExitCode.ShouldBe(0);
        environment.Lines(LogSource.Function).ShouldContain("closed");
        environment.Lines(LogSource.Function).ShouldNotContain("after the snapshot");
    }

    [Fact]
    public async Task PermitsNoSnapshotWhenSigtermComesWhileAHandlerGetsReadyForIt()
    {
        await using var environment = await StartAsync("wait before", Signals.SendSigtermAt("snapshot waits in "));

        environment.Init.Succeeded.ShouldBeFalse();
        environment.Init.ErrorType.ShouldBe("Runtime.ExitError");
        environment.Shutdowns.ShouldHaveSingleItem().Function!.ExitCode.ShouldBe(0);
        environment.Lines(LogSource.Function).ShouldContain("snapshot was cancelled");
        environment.Lines(LogSource.Function).ShouldContain("closed");
        environment.Verdict().ShouldStartWith("[Extension] Shutdown handlers completed successfully");
    }

    private static Task<LambdaEnvironment> StartAsync(
        string fault = "none",
        Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions>? configure = null
    ) =>
        FunctionUnderTest.StartAsync(
            new() { ["SNAPSHOT"] = fault },
            configure: options =>
            {
                options = options with { SnapStart = true };
                return configure?.Invoke(options) ?? options;
            }
        );
}
