using System.Text.Json;
using RestMachine.Extension.Logs;
using RestMachine.Extension.Shutdown;

namespace RestMachine.Extension.Tests.Readers;

public sealed class Metrics
{
    private static readonly ShutdownMetrics s_metrics = new("users", "$LATEST");

    [Fact]
    public void AreOneLineOfTheEmbeddedMetricFormat()
    {
        var run = new RunSummary("failed")
        {
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

    [Theory]
    [InlineData("handler a|handler b|run|begin a|end a completed|begin b", "1 0 1 9")]
    [InlineData("handler a|handler b|handler c|run|begin a", "0 0 3 9")]
    [InlineData("handler a|handler b", "0 0 2")]
    [InlineData("run|begin a|end a completed|done completed", "1 0 0 9")]
    public void CountWhatNeverBeganAsUnfinished(string story, string values) =>
        Values(Line(Story.Of(story))).ShouldBe(values);

    [Theory]
    [InlineData("failed", "1 1 0 9")]
    [InlineData("timed_out", "1 1 0 9")]
    [InlineData("not_disposed", "1 1 0 9")]
    [InlineData("", "1 0 1 9")]
    public void CountDisposalsToo(string outcome, string values) =>
        Values(
                Line(
                    Story.Of(
                        "handler a|run|begin a|end a completed|begin open disposal"
                            + (outcome.Length == 0 ? "" : $"|end open {outcome}|done failed")
                    )
                )
            )
            .ShouldBe(values);

    [Theory]
    [MemberData(nameof(Story.Endings), MemberType = typeof(Story))]
    public void AreNeverAllZeroWhereTheLineIsAnError(string story)
    {
        var run = Story.Of(story);
        var values = Values(Line(run)).Split(' ');
        (values[1] == "0" && values[2] == "0").ShouldBe(run.Level != LogLevel.Error, $"{run.Level} {story}");
    }

    [Fact]
    public void LeaveATimeThatNobodyKnowsOut()
    {
        var line = Line(Story.Of("handler a"));

        line.ShouldNotContain("ShutdownMilliseconds");
        JsonDocument.Parse(line).RootElement.GetProperty("ShutdownUnfinished").GetInt64().ShouldBe(1);
    }

    [Fact]
    public void TakeTheTimeSinceItBeganForARunWithoutAnEnd() =>
        Values(Line(Story.Of("handler a|run|begin a"))).ShouldEndWith(" 9");

    [Fact]
    public void SayNothingOfAFunctionThatIsNotOurs() =>
        s_metrics.Line(new RunSummary("no_function"), "spindown", 0).ShouldBeNull();

    private static string Line(RunSummary run) => s_metrics.Line(run, "spindown", 0).ShouldNotBeNull();

    private static string Values(string line)
    {
        var root = JsonDocument.Parse(line).RootElement;
        string[] names = ["ShutdownCompleted", "ShutdownFailed", "ShutdownUnfinished", "ShutdownMilliseconds"];
        return string.Join(
            ' ',
            names
                .Where(name => root.TryGetProperty(name, out _))
                .Select(name => root.GetProperty(name).GetRawText())
        );
    }
}
