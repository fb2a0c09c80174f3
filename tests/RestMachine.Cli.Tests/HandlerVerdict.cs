namespace RestMachine.Cli.Tests;

// The extension says how the handlers fared in its log and in its metrics; only the metrics come at every log level.
public sealed class HandlerVerdict : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task IsThatOfTheMetricsAndTheyAreNotPrintedUnasked()
    {
        var result = await RunAsync(folder.ExtensionsWithMetric("completed"));

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldNotContain("_aws");
    }

    [Fact]
    public async Task PrintsMetricsThatTheUserAskedFor()
    {
        var result = await RunAsync(folder.ExtensionsWithMetric("completed"), "--env", "RESTMACHINE_METRICS=on");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("\"Outcome\":\"completed\"");
    }

    [Fact]
    public async Task IsThatOfTheLogLineWhereTheUserTurnedMetricsOff()
    {
        var extensions = folder.ExtensionsWithMetric("failed");
        string[] off = ["--env", "RESTMACHINE_METRICS=off"];

        var logged = await RunAsync(extensions, [.. off, "--env", "EXTENSION_FAULT=completed"]);
        var silent = await RunAsync(extensions, off);

        logged.ExitCode.ShouldBe(0, logged.Error);
        silent.ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("completed", 1, 0, "outcome completed, 1 completed, 1 failed, 0 unfinished")]
    [InlineData("completed", 0, 1, "outcome completed, 1 completed, 0 failed, 1 unfinished")]
    [InlineData("failed", 0, 0, "outcome failed, 1 completed, 0 failed, 0 unfinished")]
    [InlineData("not_run", 0, 2, "outcome not_run, 1 completed, 0 failed, 2 unfinished")]
    public async Task IsFailureForEveryOtherReportWhateverTheLogLineSays(
        string outcome,
        int failed,
        int unfinished,
        string report
    )
    {
        var extensions = folder.ExtensionsWithMetric(outcome, failed, unfinished);

        var result = await RunAsync(extensions, "--env", "EXTENSION_FAULT=completed");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain($"not every shutdown handler completed: the extension reported {report}.");
    }

    private static Task<CliResult> RunAsync(string extensions, params string[] arguments) =>
        CliProcess.RunLocalAsync(["--extension", extensions, "--request", "GET /", .. arguments]);
}
