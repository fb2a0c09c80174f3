namespace RestMachine.Emulator.Tests;

public sealed class LifeRecord : IDisposable
{
    private readonly Doubles doubles = new();

    public void Dispose() => doubles.Dispose();

    [Fact]
    public async Task HasEveryStepInTheOrderOfItsTime()
    {
        await using var environment = await LambdaEnvironment.StartAsync(
            doubles.Options(extensionFault: ""),
            Doubles.Cancellation
        );
        var result = await environment.InvokeAsync("1");
        await environment.WaitUntilIdleAsync(Doubles.Cancellation);
        await environment.SpinDownAsync();

        var life = environment.Lifecycle;

        life.Select(happened => happened.Time).ShouldBeInOrder();
        life.Select(happened => (happened.Step, happened.Subject, happened.Detail))
            .ShouldBe([
                (LifecycleStep.InitBegan, null, null),
                (LifecycleStep.ProcessStarted, "witness", null),
                (LifecycleStep.ExtensionRegistered, "witness", null),
                (LifecycleStep.ProcessStarted, "function", null),
                (LifecycleStep.InitEnded, null, null),
                (LifecycleStep.Frozen, null, null),
                (LifecycleStep.Thawed, null, null),
                (LifecycleStep.InvocationBegan, result.RequestId, null),
                (LifecycleStep.InvocationEnded, result.RequestId, null),
                (LifecycleStep.Frozen, null, null),
                (LifecycleStep.ShutdownBegan, null, "spindown"),
                (LifecycleStep.SignalSent, "function", "SIGTERM"),
                (LifecycleStep.ProcessEnded, "function", "exit status 0"),
                (LifecycleStep.ShutdownDelivered, "witness", null),
                (LifecycleStep.ProcessEnded, "witness", "exit status 0"),
                (LifecycleStep.ShutdownEnded, null, null),
            ]);
    }

    [Fact]
    public async Task SurvivesACallbackThatThrows()
    {
        var calls = 0;
        var options = doubles.Options() with
        {
            Lifecycle = _ =>
            {
                calls++;
                throw new InvalidOperationException("the test has ended");
            },
        };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);

        (await environment.InvokeAsync("1")).PayloadText.ShouldBe("1");
        calls.ShouldBe(1);
        environment
            .Says(LogSource.Platform, "The Lifecycle callback threw InvalidOperationException and is not called again")
            .ShouldBeTrue();
    }
}
