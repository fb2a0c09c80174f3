using System.Runtime.CompilerServices;
using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

/// <summary>What the tests of docs/faults.md share: an environment of the published binaries, and the line it must end with.</summary>
public abstract class FaultTest
{
    /// <summary>For tests whose subject is not the time: a busy machine is slower than Lambda.</summary>
    protected static readonly TimeSpan Patient = TimeSpan.FromMilliseconds(1_500);

    /// <summary>The port of this test's environments.</summary>
    protected int Port { get; } = FreePort.Take();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected Task<LambdaEnvironment> StartAsync(
        Dictionary<string, string>? variables = null,
        Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions>? configure = null
    )
    {
        var options = new LambdaEnvironmentOptions
        {
            Command = [Published.Function],
            ExtensionsDirectory = Published.Extensions,
            EnvironmentVariables = new Dictionary<string, string>(variables ?? [])
            {
                ["RESTMACHINE_EXTENSION_PORT"] = $"{Port}",
            },
            RuntimeShare = Patient,
        };
        return LambdaEnvironment.StartAsync(configure?.Invoke(options) ?? options, Cancellation);
    }

    /// <summary>A whole life: one request, then the end.</summary>
    private protected async Task<LambdaEnvironment> LiveAsync(
        Dictionary<string, string>? variables = null,
        Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions>? configure = null
    )
    {
        var environment = await StartAsync(variables, configure);
        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");
        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
        return environment;
    }

    /// <summary>
    /// Until the function's hello is with the extension, which no event tells: it is off INIT's critical path, and a
    /// function that dies before it is none of ours to the extension.
    /// </summary>
    private protected async Task GreetAsync(LambdaEnvironment environment)
    {
        while (!ReceiptSockets.HasConnection(Port))
        {
            (await environment.GetAsync("/hello")).ShouldBe("200 hello True");
            environment.Lines(LogSource.Function).ShouldNotContain(line => line.Contains("receipt socket"));
        }
    }

    /// <summary>The extension's last line is, its numbers aside, one that docs/faults.md has for this test.</summary>
    protected void ShouldEndAsDocumented(LambdaEnvironment environment, [CallerMemberName] string test = "") =>
        ShouldEndAsDocumented(environment.Verdict(), test);

    /// <summary>As the other one, by the line itself.</summary>
    protected void ShouldEndAsDocumented(string line, [CallerMemberName] string test = "") =>
        FaultsPage
            .LinesOf($"{GetType().Name}.{test}")
            .Select(FaultsPage.Masked)
            .ShouldContain(FaultsPage.Masked(line), line);
}
