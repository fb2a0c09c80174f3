using System.Runtime.InteropServices;

namespace RestMachine.Emulator.Tests;

// After a time-out or a crash the environment's processes end, and the next invocation starts them again.
public sealed partial class Reset : IDisposable
{
    private const int SigKill = 9;

    private readonly Doubles doubles = new();

    public void Dispose() => doubles.Dispose();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [Theory]
    [InlineData("die-in-invoke", "Runtime exited with error: exit status 4")]
    [InlineData("default-signals die-in-invoke", "Runtime exited with error: exit status 4")]
    public async Task FailsWhenTheFunctionDiesAndStartsItAgainInTheSameDirectory(string fault, string message)
    {
        await using var environment = await doubles.StartAsync($"once {fault}", "");

        var failed = await environment.InvokeAsync();

        failed.ErrorType.ShouldBe("Runtime.ExitError");
        failed.PayloadText.ShouldBe(
            $$"""{"errorType":"Runtime.ExitError","errorMessage":"RequestId: {{failed.RequestId}} Error: {{message}}"}"""
        );
        failed.Reset!.Reason.ShouldBe(ShutdownReason.Failure);
        failed.Reset.Function!.Signals.ShouldBeEmpty();
        failed.Reset.Extensions[0].ShutdownEventAt.ShouldNotBeNull();
        environment.Says(LogSource.Extension, "\"shutdownReason\":\"failure\"").ShouldBeTrue();

        var served = await environment.InvokeAsync("""{"again":true}""");

        served.PayloadText.ShouldBe("""{"again":true}""");
        environment.Lines(LogSource.Function).Count(line => line.StartsWith("function pid=")).ShouldBe(2);
        File.Exists(Path.Combine(environment.TemporaryDirectory, "been-here")).ShouldBeTrue();
    }

    [Fact]
    public async Task ResetsAfterATimeOutAndStartsAgainInTheSameDirectory()
    {
        var options = doubles.Options("once hang-in-invoke", "") with
        {
            FunctionTimeout = TimeSpan.FromSeconds(7),
            RuntimeShare = TimeSpan.FromSeconds(2),
        };
        var time = new HeldTime(options.FunctionTimeout);
        await using var environment = await LambdaEnvironment.CreateAsync(options, time, Doubles.Cancellation);
        await environment.InitialiseAsync(frontDoorPort: null, Doubles.Cancellation);

        var invocation = environment.InvokeAsync();
        await environment.WaitForLogAsync(line => line.Text.Contains("hanging in invoke"), Doubles.Cancellation);
        time.Fire();
        var failed = await invocation;

        failed.TimedOut.ShouldBeTrue();
        failed.ErrorType.ShouldBe("Sandbox.Timedout");
        failed.PayloadText.ShouldContain("Task timed out after 7.00 seconds");
        failed.Reset!.Reason.ShouldBe(ShutdownReason.Timeout);
        failed.Reset.Budget.ShouldBe(TimeSpan.FromSeconds(2));
        failed.Reset.Function!.Signals.Names().ShouldBe(["SIGTERM"]);
        failed.Reset.Extensions[0].ShutdownEventAt!.Value.ShouldBeGreaterThanOrEqualTo(failed.Reset.Function.EndedAt);
        environment.Says(LogSource.Platform, "Status: timeout").ShouldBeTrue();
        environment.Says(LogSource.Extension, "\"shutdownReason\":\"timeout\"").ShouldBeTrue();

        (await environment.InvokeAsync("7")).PayloadText.ShouldBe("7");
    }

    [Fact]
    public async Task RepeatsAFailedInitUnderTheFunctionsTimeOut()
    {
        var options = doubles.Options("never-next") with
        {
            InitTimeout = TimeSpan.FromMilliseconds(300),
            FunctionTimeout = TimeSpan.FromMilliseconds(400),
        };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);

        var result = await environment.InvokeAsync();

        result.ErrorType.ShouldBe("Sandbox.Timedout");
        result.PayloadText.ShouldContain("The init phase was over after 0.4 seconds");
        environment.Says(LogSource.Platform, "Phase: invoke\tStatus: timeout").ShouldBeTrue();
    }

    [Fact]
    public async Task ServesTheFirstInvocationWhenTheRepeatedInitSucceeds()
    {
        await using var environment = await HeldTime.EndInitAsync(
            doubles.Options("once never-next", ""),
            environment => environment.WaitForLogAsync(line => line.Text.Contains("never calling next"))
        );
        environment.Init.ErrorType.ShouldBe("Sandbox.Timedout");

        var result = await environment.InvokeAsync("1");

        result.PayloadText.ShouldBe("1");
        environment.Lines(LogSource.Platform).Count(line => line.StartsWith("INIT_START")).ShouldBe(2);
    }

    [Fact]
    public async Task LeavesAProcessThatLeftTheGroupAliveThroughAReset()
    {
        await using var environment = await doubles.StartAsync("once daemon die-in-invoke", "");
        var daemon = environment.Number(LogSource.Function, "daemon pid=");

        var failed = await environment.InvokeAsync();

        failed.Reset.ShouldNotBeNull();
        ProcessTable.IsRunning(daemon).ShouldBeTrue();
        await environment.SpinDownAsync();
        ProcessTable.IsGone(daemon).ShouldBeTrue();
    }

    [Theory]
    [InlineData("die-in-invoke", "Extension.Crash", "Extension witness ended before SHUTDOWN: exit status 9")]
    [InlineData("exit-error", "Extension.ExitError", "Extension witness reported Extension.Broken")]
    public async Task FailsWhenAnExtensionDies(string fault, string errorType, string message)
    {
        await using var environment = await doubles.StartAsync("hang-in-invoke", $"{fault} events=INVOKE,SHUTDOWN");

        var result = await environment.InvokeAsync();

        result.ErrorType.ShouldBe(errorType);
        result.PayloadText.ShouldContain(message);
        result.Reset!.Function!.Signals.Names().ShouldBe(["SIGTERM"]);
    }

    [Theory]
    [InlineData(LogSource.Function, "function pid=", "Runtime.ExitError")]
    [InlineData(LogSource.Extension, "witness pid=", "Extension.Crash")]
    public async Task FailsTheNextInvocationWhenAProcessDiesWhileIdle(LogSource who, string word, string errorType)
    {
        await using var environment = await doubles.StartAsync("hang-in-invoke", "");

        Kill(environment.Number(who, word), SigKill).ShouldBe(0);
        var result = await environment.InvokeAsync();

        result.ErrorType.ShouldBe(errorType);
        result.PayloadText.ShouldContain("signal: killed");
    }

    [Fact]
    public async Task KeepsAResponseThatWasCompleteBeforeTheFunctionDied()
    {
        await using var environment = await doubles.StartAsync("die-before-next", "");

        var result = await environment.InvokeAsync("1");
        await environment.WaitUntilIdleAsync(Doubles.Cancellation);

        result.Succeeded.ShouldBeTrue();
        environment.Shutdowns.ShouldHaveSingleItem().Reason.ShouldBe(ShutdownReason.Failure);
        environment.Says(LogSource.Platform, "Error Type: Runtime.ExitError").ShouldBeTrue();
    }
}
