namespace RestMachine.Cli.Tests;

public sealed class UnattendedRun : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("spindown")]
    [InlineData("timeout")]
    [InlineData("failure")]
    public async Task SucceedsWhenTheFunctionAnsweredAndEveryHandlerCompleted(string reason)
    {
        var result = await RunAsync("EXTENSION_FAULT=completed", "--shutdown", reason);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldContain("GET /users/1 → 200 ");
        result.Output.ShouldContain("REPORT RequestId: ");
        result.Output.ShouldContain($"\"shutdownReason\":\"{reason}\"");
        result.Output.ShouldContain($"Shutdown ({reason}): function (pid ");
    }

    [Fact]
    public async Task UnderstandsAnExtensionThatLogsJson()
    {
        var result = await RunAsync("EXTENSION_FAULT=json");

        result.ExitCode.ShouldBe(0, result.Error);
    }

    [Fact]
    public async Task SendsEveryRequestInOrder()
    {
        var result = await RunAsync("EXTENSION_FAULT=completed", "--request", """POST /users {"name":"Ada"}""");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.IndexOf("POST /users → 200").ShouldBeGreaterThan(result.Output.IndexOf("GET /users/1 → 200"));
        result.Output.ShouldContain(
            """
            "body":"{\"name\":\"Ada\"}"
            """.Trim()
        );
    }

    [Theory]
    [InlineData(
        "EXTENSION_FAULT=",
        "no extension reported that every shutdown handler completed: expected its metrics (RESTMACHINE_METRICS=on)"
    )]
    [InlineData("EXTENSION_FAULT=completed exit-one", "witness (pid ")]
    [InlineData("EXTENSION_FAULT=completed ignore-shutdown", "was ended by SIGKILL")]
    [InlineData("FUNCTION_FAULT=ignore-sigterm", "was ended by SIGKILL")]
    [InlineData("FUNCTION_FAULT=error", "GET /users/1 was answered with 500")]
    [InlineData("FUNCTION_FAULT=die-in-init", "the function was not running when the shutdown phase began")]
    public async Task FailsWithTheReason(string variable, string reason)
    {
        var result = await RunAsync(variable);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("Failed: ");
        result.Error.ShouldContain(reason);
    }

    [Fact]
    public async Task FailsWithoutAnExtensionAndSaysWhyHandlersDoNotRun()
    {
        var result = await CliProcess.RunLocalAsync("--no-extension", "--request", "GET /");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("the function gets SIGKILL and no SIGTERM");
        result.Error.ShouldContain("no external extension was registered");
    }

    [Fact]
    public async Task FailsWhenTheInitPhaseTakesTooLong()
    {
        var result = await RunAsync("FUNCTION_FAULT=never-next", "--init-timeout", "2", "--timeout", "0.4");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("still waiting for the function to call next");
        result.Error.ShouldContain("GET /users/1 was answered with 500");
    }

    [Fact]
    public async Task PassesItsOptionsOn()
    {
        var result = await RunAsync(
            "EXTENSION_FAULT=completed",
            "--memory",
            "256",
            "--runtime-share",
            "600",
            "--extension-port",
            "9123",
            "--extension-timeout",
            "1.5"
        );

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("Memory Size: 256 MB");
        result.Output.ShouldContain("of its 600 ms left");
        result.Output.ShouldContain("RESTMACHINE_EXTENSION_PORT=9123 RESTMACHINE_EXTENSION_TIMEOUT=1.5");
    }

    [Fact]
    public async Task TakesASingleFileAsExtension()
    {
        var extension = Path.Combine(folder.Extensions(), "witness");

        var result = await CliProcess.RunLocalAsync(
            "--extension",
            extension,
            "--env",
            "EXTENSION_FAULT=completed",
            "--request",
            "GET /"
        );

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("EXTENSION\tName: witness\tState: Ready");
    }

    private Task<CliResult> RunAsync(string variable, params string[] arguments) =>
        CliProcess.RunLocalAsync([
            "--extension",
            folder.Extensions(),
            "--request",
            "GET /users/1",
            "--env",
            variable,
            .. arguments,
        ]);
}
