using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

public sealed class SigkillAt : FaultTest
{
    [Fact]
    public async Task Startup()
    {
        await using var environment = await StartAsync(
            new() { ["STARTUP"] = "wait" },
            Signals.AtStartup("startup waits in ", Port, Signals.Kill)
        );

        environment.Init.ErrorType.ShouldBe("Runtime.ExitError");
        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task AnIdleMoment()
    {
        await using var environment = await StartAsync();
        await GreetAsync(environment);
        Signals.Send(await environment.GetProcessIdAsync(), Signals.Kill);

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task AnInvocation()
    {
        await using var environment = await StartAsync(configure: Signals.At("waiting", Signals.Kill));
        await GreetAsync(environment);

        await environment.GetAsync("/wait");

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task AHandler()
    {
        await using var environment = await LiveAsync(
            new() { ["SHUTDOWN"] = "hang_async", ["ORDERED"] = "yes" },
            Signals.At("closing", Signals.Kill)
        );

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task ADisposal()
    {
        await using var environment = await LiveAsync(
            new() { ["DISPOSE"] = "hang" },
            Signals.At("disposing", Signals.Kill)
        );

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task TheExitAfterTheLastHandler()
    {
        await using var environment = await LiveAsync(
            new() { ["PROCESS_EXIT"] = "block" },
            Signals.At("exiting", Signals.Kill)
        );

        ShouldEndAsDocumented(environment);
    }
}
