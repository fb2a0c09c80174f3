using System.Runtime.InteropServices;

namespace RestMachine.Emulator.Tests;

public sealed partial class InvokePhase : IDisposable
{
    private const int SigKill = 9;

    private readonly Doubles doubles = new();

    public void Dispose() => doubles.Dispose();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [Fact]
    public async Task GivesThePayloadToTheFunctionAndItsResponseBack()
    {
        await using var environment = await doubles.StartAsync(extensionFault: "");

        var result = await environment.InvokeAsync("""{"answer":42}""");
        await environment.WaitUntilIdleAsync(Doubles.Cancellation);

        result.Succeeded.ShouldBeTrue();
        result.PayloadText.ShouldBe("""{"answer":42}""");
        environment.Says(LogSource.Platform, $"START RequestId: {result.RequestId} Version: $LATEST").ShouldBeTrue();
        environment.Says(LogSource.Platform, $"END RequestId: {result.RequestId}").ShouldBeTrue();
        environment
            .Lines(LogSource.Platform)
            .Last()
            .ShouldMatch(
                $@"^REPORT RequestId: {result.RequestId}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\t"
                    + @"Memory Size: 512 MB\tMax Memory Used: [1-9]\d* MB\tInit Duration: [\d.]+ ms$"
            );
    }

    [Fact]
    public async Task RunsOneInvocationAtATime()
    {
        await using var environment = await doubles.StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => environment.InvokeAsync($"{i}")));
        await environment.WaitUntilIdleAsync(Doubles.Cancellation);

        results.Select(result => result.PayloadText).ShouldBe(Enumerable.Range(0, 8).Select(i => $"{i}"));
        var phases = environment
            .Lines(LogSource.Platform)
            .Select(line => line.Split(' ')[0])
            .Where(word => word is "START" or "END");
        phases.Chunk(2).ShouldAllBe(pair => pair[0] == "START" && pair[1] == "END");
    }

    [Fact]
    public async Task PassesTheFunctionsErrorOn()
    {
        await using var environment = await doubles.StartAsync("error");

        var result = await environment.InvokeAsync();

        result.ErrorType.ShouldBe("Handler.Broken");
        result.PayloadText.ShouldBe("""{"errorType":"Handler.Broken","errorMessage":"no"}""");
        result.Reset.ShouldBeNull();
    }

    [Fact]
    public async Task RefusesAResponseOverSixMegabytes()
    {
        await using var environment = await doubles.StartAsync("too-large");

        var result = await environment.InvokeAsync();
        await environment.WaitUntilIdleAsync(Doubles.Cancellation);

        result.ErrorType.ShouldBe("Function.ResponseSizeTooLarge");
        environment.Says(LogSource.Function, "too large answered 413").ShouldBeTrue();
    }

    [Fact]
    public async Task GivesTheEventToExtensionsThatAskedForIt()
    {
        await using var environment = await doubles.StartAsync(extensionFault: "events=INVOKE,SHUTDOWN");

        var result = await environment.InvokeAsync();
        await environment.WaitUntilIdleAsync(Doubles.Cancellation);

        environment.Says(LogSource.Extension, $"\"requestId\":\"{result.RequestId}\"").ShouldBeTrue();
        environment.Says(LogSource.Extension, "arn:aws:lambda:us-east-1:123456789012:function:function").ShouldBeTrue();
    }

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
        var options = doubles.Options("once hang-in-invoke", "") with { FunctionTimeout = TimeSpan.FromSeconds(1) };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);

        var failed = await environment.InvokeAsync();

        failed.TimedOut.ShouldBeTrue();
        failed.ErrorType.ShouldBe("Sandbox.Timedout");
        failed.PayloadText.ShouldContain("Task timed out after 1.00 seconds");
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
        var options = doubles.Options("once never-next", "") with { InitTimeout = TimeSpan.FromMilliseconds(500) };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FreezesTheProcessesBetweenInvocationsUnlessToldNotTo(bool freeze)
    {
        var options = doubles.Options(extensionFault: "") with { FreezeBetweenInvocations = freeze };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
        await environment.InvokeAsync();
        await environment.WaitUntilIdleAsync(Doubles.Cancellation);

        var function = environment.Number(LogSource.Function, "function pid=");
        var extension = environment.Number(LogSource.Extension, "witness pid=");

        if (freeze)
        {
            ProcessTable.BecomesStopped(function).ShouldBeTrue();
            ProcessTable.BecomesStopped(extension).ShouldBeTrue();
        }
        else
        {
            ProcessTable.IsStopped(function).ShouldBeFalse();
        }
        (await environment.InvokeAsync("2")).PayloadText.ShouldBe("2");
    }

    [Fact]
    public async Task KillsAFunctionThatNeedsMoreMemoryThanItHas()
    {
        var options = doubles.Options("allocate=200", "") with { MemorySize = 128 };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);

        var result = await environment.InvokeAsync();

        result.ErrorType.ShouldBe("Runtime.ExitError");
        result.PayloadText.ShouldContain("Runtime exited with error: signal: killed");
        environment.Says(LogSource.Platform, "of the 128 MB they have").ShouldBeTrue();
        environment
            .Lines(LogSource.Platform)
            .Last(line => line.StartsWith("REPORT"))
            .ShouldMatch(@"Memory Size: 128 MB\tMax Memory Used: (1[3-9]|2)\d+ MB");
    }
}
