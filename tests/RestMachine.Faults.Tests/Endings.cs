using System.Runtime.CompilerServices;
using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

/// <summary>Every kind of ending as text, as JSON and as metrics: docs/faults.md shows them verbatim.</summary>
public sealed class Endings : FaultTest
{
    [Fact]
    public Task Completed() => ShouldBeShownAsync([]);

    [Fact]
    public Task Failed() => ShouldBeShownAsync(new() { ["SHUTDOWN"] = "throw" });

    [Fact]
    public Task TimedOut() => ShouldBeShownAsync(new() { ["SHUTDOWN"] = "token" });

    [Fact]
    public Task Unfinished() => ShouldBeShownAsync(new() { ["SHUTDOWN"] = "hang" });

    [Fact]
    public Task Crashed() =>
        ShouldBeShownAsync(
            [],
            async environment =>
            {
                await GreetAsync(environment);
                await environment.GetAsync("/exit");
            }
        );

    [Fact]
    public Task Dropped() => ShouldBeShownAsync(new() { ["HANDLERS"] = "900" });

    [Fact]
    public Task Posted() =>
        ShouldBeShownAsync(
            [],
            async environment =>
            {
                await environment.GetProcessIdAsync();
                await EndpointCalls.ShutdownAsync(Port);
            },
            options => options with { FreezeBetweenInvocations = false }
        );

    [Fact]
    public Task WithoutTheLibrary() =>
        ShouldBeShownAsync(
            [],
            configure: options => options with { Command = [Path.Combine(AppContext.BaseDirectory, "faulty-function")] }
        );

    [Fact]
    public async Task WithoutTheLayer()
    {
        await using var environment = await LiveAsync(configure: options =>
            options with
            {
                ExtensionsDirectory = null,
            }
        );

        var lines = environment
            .Lines(LogSource.Function)
            .Where(line => line.StartsWith("[Function] ", StringComparison.Ordinal));
        ShouldBeShown(lines, nameof(WithoutTheLayer));
    }

    private async Task ShouldBeShownAsync(
        Dictionary<string, string> variables,
        Func<LambdaEnvironment, Task>? before = null,
        Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions>? configure = null,
        [CallerMemberName] string ending = ""
    )
    {
        var text = await LinesAsync(variables, before, configure);
        var settings = new Dictionary<string, string>(variables)
        {
            ["AWS_LAMBDA_LOG_FORMAT"] = "JSON",
            ["RESTMACHINE_METRICS"] = "on",
        };
        var json = await LinesAsync(settings, before, configure);

        ShouldBeShown([.. text, .. json], ending);
    }

    /// <summary>What the extension wrote after the event's own line.</summary>
    private async Task<IEnumerable<string>> LinesAsync(
        Dictionary<string, string> variables,
        Func<LambdaEnvironment, Task>? before,
        Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions>? configure
    )
    {
        await using var environment = await StartAsync(variables, configure);
        await (before?.Invoke(environment) ?? Task.CompletedTask);
        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
        return environment
            .Lines(LogSource.Extension)
            .SkipWhile(line => !line.Contains("Shutdown signal received", StringComparison.Ordinal))
            .Skip(1);
    }

    private static void ShouldBeShown(IEnumerable<string> lines, string ending) =>
        FaultsPage
            .BlockUnder(ending)
            .Select(FaultsPage.Masked)
            .ShouldBe(lines.Select(FaultsPage.Masked), string.Join('\n', lines));
}
