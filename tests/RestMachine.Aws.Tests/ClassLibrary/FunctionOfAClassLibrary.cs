using RestMachine.Aws.Tests.Lifecycle;
using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.ClassLibrary;

public class FunctionOfAClassLibrary
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartsAtInitServesThroughFreezesAndShutsDownCleanly()
    {
        await using var environment = await ClassLibraryUnderTest.StartAsync();
        environment.Init.EnsureSucceeded();

        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");
        await environment.WaitUntilIdleAsync(Cancellation);
        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");
        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment.Lines(LogSource.Function).Count(line => line == "closed").ShouldBe(1);
        report.Function!.ExitCode.ShouldBe(0);
        report.Function.Signals.Select(signal => signal.Name).ShouldBe(["SIGCONT", "SIGTERM"]);
        environment.Verdict().ShouldStartWith("[Extension] Shutdown handlers completed successfully");
        environment.Verdict().ShouldContain("SIGTERM, 2 completed");
    }

    [Fact]
    public async Task IsHandedOverThroughATimeOutAndTheEnd()
    {
        await using var environment = await ClassLibraryUnderTest.StartAsync(configure: options =>
            options with
            {
                ExecWrapper = ExtensionLayer.HandoverBeside(options.ExtensionsDirectory!),
                FunctionTimeout = TimeSpan.FromSeconds(2),
            }
        );
        var first = await environment.GetAsync("/pid");

        (await environment.GetAsync("/wait")).ShouldStartWith("500");
        environment.Verdict().ShouldContain("completed successfully (timeout, handover, 2 completed");
        (await environment.GetAsync("/pid")).ShouldNotBe(first);
        await environment.WaitUntilIdleAsync(Cancellation);
        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment.Verdict().ShouldContain("completed successfully (spindown, handover, 2 completed");
        environment.Lines(LogSource.Function).Count(line => line == "closed").ShouldBe(2);
        environment.Lines(LogSource.Function).ShouldNotContain(line => line.Contains("cannot be bound"));
        environment.Lines(LogSource.Platform).ShouldNotContain(line => line.StartsWith("Ended "));
    }

    [Fact]
    public async Task RegistersItsInternalExtensionDuringInit()
    {
        await using var environment = await ClassLibraryUnderTest.StartAsync();

        environment
            .Lines(LogSource.Platform)
            .ShouldContain("EXTENSION\tName: restmachine-function\tState: Ready\tEvents: []");
    }

    [Fact]
    public async Task IsCancelledWhenItsInvocationTimesOutAndStartsCleanAgain()
    {
        await using var environment = await ClassLibraryUnderTest.StartAsync(configure: options =>
            options with
            {
                FunctionTimeout = TimeSpan.FromSeconds(2),
            }
        );
        var first = await environment.GetAsync("/pid");

        (await environment.GetAsync("/wait")).ShouldStartWith("500");

        environment.Lines(LogSource.Function).ShouldContain("invocation cancelled: True");
        environment.Lines(LogSource.Function).Count(line => line == "closed").ShouldBe(1);
        environment.Lines(LogSource.Function).ShouldNotContain(line => line.StartsWith("The Runtime API answered"));
        var reset = environment.Shutdowns.ShouldHaveSingleItem();
        reset.Reason.ShouldBe(ShutdownReason.Timeout);
        reset.Function!.ExitCode.ShouldBe(0);
        (await environment.GetAsync("/pid")).ShouldNotBe(first);
    }

    [Fact]
    public async Task ThatFailsToStartEndsInitWithTheHandlersName()
    {
        await using var environment = await ClassLibraryUnderTest.StartAsync(new() { ["STARTUP"] = "throw" });

        environment.Init.Succeeded.ShouldBeFalse();
        environment.Init.ErrorType.ShouldBe("StartupException");
        environment.Init.ErrorMessage!.ShouldContain("Startup handler 'open' failed: no such host");
    }

    [Fact]
    public async Task ThatIsStoppedWhileItStartsStillRunsTheHandlersWhoseValuesExist()
    {
        await using var environment = await ClassLibraryUnderTest.StartAsync(
            new() { ["STARTUP"] = "wait" },
            configure: Signals.SendSigtermAt("startup waits in ")
        );

        environment.Init.Succeeded.ShouldBeFalse();
        environment.Shutdowns.ShouldHaveSingleItem().Function!.ExitCode.ShouldBe(0);
        environment.Lines(LogSource.Function).ShouldContain("first handler");
        environment.Lines(LogSource.Function).ShouldNotContain("closed");
        environment.Verdict().ShouldContain("SIGTERM, 1 completed, 1 skipped");
    }

    [Fact]
    public async Task ThatForgotToStartWarnsOnceAndItsShutdownHandlersRunAllTheSame()
    {
        await using var environment = await ClassLibraryUnderTest.StartAsync(type: "LateFunction");
        environment.Init.EnsureSucceeded();

        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");
        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");
        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment
            .Lines(LogSource.Function)
            .Where(line => line.StartsWith("[Function]") && !line.StartsWith("[Function] Shutdown"))
            .ShouldHaveSingleItem()
            .ShouldContain("HandleEventAsync was called before Start()");
        environment.Lines(LogSource.Platform).ShouldNotContain(line => line.Contains("restmachine-function"));
        environment.Lines(LogSource.Function).ShouldContain("closed");
        report.Function!.ExitCode.ShouldBe(0);
        environment.Verdict().ShouldContain("completed successfully (spindown, SIGTERM, 2 completed");
        environment.Verdict().ShouldEndWith("of 250 ms)");
    }

    [Fact]
    public async Task ThatForgotToStartFailsItsInvocationsWhenStartupFails()
    {
        await using var environment = await ClassLibraryUnderTest.StartAsync(
            new() { ["STARTUP"] = "throw" },
            type: "LateFunction"
        );

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var result = await environment.InvokeAsync("{}"u8.ToArray(), Cancellation);

            result.ErrorType.ShouldBe("StartupException");
            result.PayloadText.ShouldContain("Startup handler \\u0027open\\u0027 failed: no such host");
        }
    }

    [Fact]
    public async Task WithoutAnyExtensionGetsNoSigtermWhenItForgotToStart()
    {
        await using var environment = await ClassLibraryUnderTest.StartAsync(type: "LateFunction", hasLayer: false);
        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.TerminatedBy.ShouldBe("SIGKILL");
        environment.Lines(LogSource.Function).ShouldNotContain("closed");
    }

    [Fact]
    public async Task WithoutTheLayerStillRunsItsShutdownHandlers()
    {
        await using var environment = await ClassLibraryUnderTest.StartAsync(hasLayer: false);

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.ExitCode.ShouldBe(0);
        environment.Lines(LogSource.Function).ShouldContain("closed");
    }
}
