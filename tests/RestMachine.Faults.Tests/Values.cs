using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

public sealed class Values : FaultTest
{
    [Fact]
    public async Task DisposedByTheUserAndThenByUs()
    {
        await using var environment = await LiveAsync(new() { ["DISPOSE"] = "once" });

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task ReturnedByTwoStartupHandlersAreDisposedOnce()
    {
        await using var environment = await LiveAsync(new() { ["TWO_STARTUPS"] = "yes" });

        environment
            .Lines(LogSource.Function)
            .Count(line => line.StartsWith("alias disposed", StringComparison.Ordinal))
            .ShouldBe(1);
        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task StillHeldByAHungHandlerAreNotDisposed()
    {
        await using var environment = await LiveAsync(new() { ["SHUTDOWN"] = "hang", ["DISPOSE"] = "hang" });

        environment.Lines(LogSource.Function).ShouldNotContain("disposing");
        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task WhoseDisposalHangs()
    {
        await using var environment = await LiveAsync(new() { ["DISPOSE"] = "hang" });

        ShouldEndAsDocumented(environment);
    }
}
