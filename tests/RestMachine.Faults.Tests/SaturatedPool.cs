using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

public sealed class SaturatedPool : FaultTest
{
    [Fact]
    public async Task LetsSynchronousHandlersComplete() => await EndAsync(fault: null);

    [Fact]
    public async Task LetsContextBoundAwaitsComplete() => await EndAsync("await");

    [Fact]
    public async Task GetsRoomForAwaitsThatLeaveTheContext() => await EndAsync("await_pool");

    private async Task EndAsync(string? fault, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        await using var environment = await StartAsync(fault is null ? [] : new() { ["SHUTDOWN"] = fault });
        (await environment.GetAsync("/starve")).ShouldBe("200 starved");

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        report.Function!.ExitCode.ShouldBe(0);
        ShouldEndAsDocumented(environment, test);
    }
}
