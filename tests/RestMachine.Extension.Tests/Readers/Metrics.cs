using System.Text.Json;
using RestMachine.Extension.Shutdown;

namespace RestMachine.Extension.Tests.Readers;

public sealed class Metrics
{
    private static readonly ShutdownMetrics s_metrics = new("users", "$LATEST");

    [Fact]
    public void AreOneLineOfTheEmbeddedMetricFormat()
    {
        var run = new RunSummary
        {
            Outcome = "failed",
            Trigger = "SIGTERM",
            Microseconds = 13_900,
            Completed = 2,
            Failed = 1,
            TimedOut = 1,
            Skipped = 1,
        };

        var line = s_metrics.Line(run, "spindown", 1_790_000_000_000).ShouldNotBeNull();

        line.ShouldEndWith("}\n");
        line.TrimEnd().ShouldNotContain("\n");
        var root = JsonDocument.Parse(line).RootElement;
        var directive = root.GetProperty("_aws");
        directive.GetProperty("Timestamp").GetInt64().ShouldBe(1_790_000_000_000);
        var set = directive.GetProperty("CloudWatchMetrics")[0];
        set.GetProperty("Namespace").GetString().ShouldBe("RestMachine");
        set.GetProperty("Dimensions").GetRawText().ShouldBe("""[["FunctionName"]]""");
        set.GetProperty("Metrics")
            .EnumerateArray()
            .Select(metric => $"{metric.GetProperty("Name").GetString()} {metric.GetProperty("Unit").GetString()}")
            .ShouldBe([
                "ShutdownCompleted Count",
                "ShutdownFailed Count",
                "ShutdownUnfinished Count",
                "ShutdownMilliseconds Milliseconds",
            ]);
        root.GetProperty("FunctionName").GetString().ShouldBe("users");
        root.GetProperty("FunctionVersion").GetString().ShouldBe("$LATEST");
        Values(line).ShouldBe("2 3 0 13.9");
    }

    [Fact]
    public void CountHandlersThatNeverBeganAsUnfinished() =>
        Values(s_metrics.Line(new RunSummary { Outcome = "not_run", Registered = 3 }, "failure", 0)!)
            .ShouldBe("0 0 3 0");

    [Fact]
    public void CountWhatWasRunningAndWhatNeverBeganWhenTheFunctionDied() =>
        Values(
                s_metrics.Line(
                    new RunSummary
                    {
                        Outcome = "unfinished",
                        Registered = 4,
                        Completed = 1,
                        Unfinished = 1,
                    },
                    "timeout",
                    0
                )!
            )
            .ShouldBe("1 0 3 0");

    [Fact]
    public void SayNothingOfAFunctionThatIsNotOurs() =>
        s_metrics.Line(new RunSummary { Outcome = "no_function" }, "spindown", 0).ShouldBeNull();

    private static string Values(string line)
    {
        var root = JsonDocument.Parse(line).RootElement;
        string[] names = ["ShutdownCompleted", "ShutdownFailed", "ShutdownUnfinished", "ShutdownMilliseconds"];
        return string.Join(' ', names.Select(name => root.GetProperty(name).GetRawText()));
    }
}
