using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

public sealed class Handlers : FaultTest
{
    [Fact]
    public async Task ThrowSynchronously() => await EndAsync("throw");

    [Fact]
    public async Task ThrowAsynchronously() => await EndAsync("throw_async");

    [Fact]
    public async Task HangUntilTheirTokenFires() => await EndAsync("token");

    [Fact]
    public async Task BlockAndIgnoreTheirToken() => await EndAsync("hang");

    [Fact]
    public async Task AwaitAndIgnoreTheirToken() => await EndAsync("hang_async");

    [Fact]
    public async Task TakeLongerThanTheirOwnLimit() => await EndAsync("token", new() { ["WITHIN"] = "00:00:00.05" });

    [Fact]
    public async Task IgnoreTheirOwnLimit() => await EndAsync("hang", new() { ["WITHIN"] = "00:00:00.05" });

    [Fact]
    public async Task CallEnvironmentExit() => await EndAsync("exit");

    [Fact]
    public async Task OverflowTheStack() => await EndAsync("overflow");

    [Fact]
    public async Task TriggerTheShutdownThemselves() => await EndAsync("", new() { ["INSIDE"] = "yes" });

    [Fact]
    public async Task DependOnEachOtherInAKnot()
    {
        await using var environment = await LiveAsync(new() { ["KNOT"] = "yes" });

        environment
            .Lines(LogSource.Function)
            .Where(line => line.StartsWith("knot", StringComparison.Ordinal))
            .ShouldBe(["knot 1: left right", "knot 2: right left"]);
        ShouldEndAsDocumented(environment);
    }

    private async Task EndAsync(
        string fault,
        Dictionary<string, string>? variables = null,
        [System.Runtime.CompilerServices.CallerMemberName] string test = ""
    )
    {
        variables ??= [];
        variables["ORDERED"] = "yes";
        if (fault.Length > 0)
        {
            variables["SHUTDOWN"] = fault;
        }

        await using var environment = await LiveAsync(variables);

        environment.Lines(LogSource.Function).ShouldContain(line => line.StartsWith("first handler at"));
        environment.Shutdowns.ShouldHaveSingleItem().Extensions.ShouldHaveSingleItem().ExitCode.ShouldBe(0);
        ShouldEndAsDocumented(environment, test);
    }
}
