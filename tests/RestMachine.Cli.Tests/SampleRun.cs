namespace RestMachine.Cli.Tests;

// The real extension and a real function: both sides of what the verdict reads.
public sealed class SampleRun
{
    [Theory]
    [InlineData("Text")]
    [InlineData("JSON")]
    public async Task SucceedsAtALogLevelAtWhichTheExtensionLogsNothing(string format)
    {
        var result = await CliProcess.RunAsync(
            "local",
            Path.Combine(Repository.Root, "samples/UsersApi"),
            "--jit",
            "--env",
            "AWS_LAMBDA_LOG_LEVEL=ERROR",
            "--env",
            $"AWS_LAMBDA_LOG_FORMAT={format}",
            "--runtime-share",
            "1500",
            "--request",
            "GET /users/1"
        );

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("GET /users/1 → 200 ");
        result.Output.ShouldNotContain("Shutdown handlers completed");
        result.Output.ShouldNotContain("_aws");
    }

    [Fact]
    public async Task HandsTheFunctionOver()
    {
        var result = await CliProcess.RunAsync(
            "local",
            Path.Combine(Repository.Root, "samples/UsersApi"),
            "--jit",
            "--shutdown-mode",
            "handover",
            "--request",
            "GET /users/1"
        );

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldMatch(
            @"\[Extension\] Shutdown handlers completed successfully \(spindown, handover, \d+ completed, [\d.]+ ms of \d+ ms\)"
        );
    }

    [Fact]
    public async Task DescribesWhatStartupMakesAndTheOrderOfShutdown()
    {
        var result = await CliProcess.RunAsync(
            "local",
            Path.Combine(Repository.Root, "samples/UsersApi"),
            "--jit",
            "--describe",
            "--runtime-share",
            "1500",
            "--request",
            "GET /users/1"
        );

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("[Function]   open_database makes UserDatabase");
        result.Output.ShouldContain("[Function] Startup handler 'open_database' completed in ");
        result.Output.ShouldContain("[Function]   1. close_database from 'open_database'");
    }
}
