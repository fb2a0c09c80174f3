namespace RestMachine.Emulator.Tests;

public sealed class InvokePhase : IDisposable
{
    private readonly Doubles doubles = new();

    public void Dispose() => doubles.Dispose();

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
    public async Task FreezesAndThawsAProcessThatLeftTheGroupToo()
    {
        await using var environment = await doubles.StartAsync("daemon", "");
        var daemon = environment.Number(LogSource.Function, "daemon pid=");
        await environment.InvokeAsync();
        await environment.WaitUntilIdleAsync(Doubles.Cancellation);
        ProcessTable.BecomesStopped(daemon).ShouldBeTrue();

        await environment.SpinDownAsync();

        ProcessTable.IsGone(daemon).ShouldBeTrue();
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
        environment.Says(LogSource.Platform, "Memory Size: 128 MB\tMax Memory Used: ").ShouldBeTrue();
        // The kernel counts its peak in batches, a little below what was seen; how far beyond is a matter of load, and the
        // most is what it asks for and what it is itself.
        environment.Number(LogSource.Platform, "Max Memory Used: ").ShouldBeInRange(120, 250);
    }
}
