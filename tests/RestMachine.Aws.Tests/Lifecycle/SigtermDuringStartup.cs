using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.Lifecycle;

public class SigtermDuringStartup
{
    [Theory]
    [InlineData("wait")]
    [InlineData("block")]
    public async Task RunsTheHandlersWhoseValuesExistAndExitsInTime(string fault)
    {
        await using var environment = await FunctionUnderTest.StartAsync(
            new() { ["LATE"] = fault },
            configure: Signals.SendSigtermAt("startup waits in ")
        );

        environment.Init.ErrorType.ShouldBe("Runtime.ExitError");
        var report = environment.Shutdowns.ShouldHaveSingleItem();
        report.Function!.ExitCode.ShouldBe(0);
        environment.Lines(LogSource.Function).Count(line => line == "closed").ShouldBe(1);
        environment.Lines(LogSource.Function).ShouldNotContain("late ended");
        environment.Lines(LogSource.Function).ShouldNotContain(line => line.Contains("INIT failed"));
        environment.Verdict().ShouldContain("SIGTERM, ");
        environment.Verdict().ShouldContain("1 skipped");
        environment.Verdict().ShouldContain("\"end_late\" was skipped: \"late\" never came to be");
    }

    [Fact]
    public async Task BeginsTheRunThoughTheOnlyStartupHandlerBlocks()
    {
        await using var environment = await FunctionUnderTest.StartAsync(
            new() { ["STARTUP"] = "block" },
            configure: Signals.SendSigtermAt("startup waits in ")
        );

        environment.Shutdowns.ShouldHaveSingleItem().Function!.ExitCode.ShouldBe(0);
        environment.Lines(LogSource.Function).ShouldContain(line => line.StartsWith("first handler at"));
        environment.Verdict().ShouldContain("1 skipped");
    }
}
