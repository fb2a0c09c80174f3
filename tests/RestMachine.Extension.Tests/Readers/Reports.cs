using System.Text.Json;
using RestMachine.Extension.ExtensionsApi;
using RestMachine.Extension.Logs;
using RestMachine.Extension.Shutdown;

namespace RestMachine.Extension.Tests.Readers;

public sealed class Reports
{
    [Theory]
    [InlineData(
        "handler a|handler b|handler c|run|begin a",
        "Shutdown handlers did not finish (spindown, SIGTERM, 0 completed, 3 unfinished, 9 ms of 450 ms): "
            + "the function was gone before its run was over; \"a\" was still running after 8 ms; "
            + "\"b\" never began; \"c\" never began"
    )]
    [InlineData(
        "handler a|handler a",
        "Shutdown handlers did not run (spindown, 2 registered): the function was gone before a run began: "
            + "it crashed, exited, or did not react to SIGTERM; \"a\" never began; \"a\" never began"
    )]
    [InlineData(
        "hello 0",
        "Shutdown handlers did not run (spindown, 0 registered): the function was gone before a run began: "
            + "it crashed, exited, or did not react to SIGTERM"
    )]
    [InlineData(
        "run|begin a|end a completed|begin open disposal|end open not_disposed|done failed",
        "Shutdown handlers failed (spindown, SIGTERM, 1 completed, 1 disposal failed, 9 ms of 450 ms): "
            + "disposal of \"open\" was not done: a handler or a request still holds it"
    )]
    [InlineData(
        "run|begin a|end a completed|begin open disposal",
        "Shutdown handlers did not finish (spindown, SIGTERM, 1 completed, 1 disposal unfinished, 9 ms of 450 ms): "
            + "the function was gone before its run was over; disposal of \"open\" was still running after 8 ms"
    )]
    [InlineData(
        "run|done completed failed=7 unfinished=3",
        "Shutdown handlers failed (spindown, SIGTERM, 0 completed, 7 failed, 3 unfinished, 9 ms of 450 ms)"
    )]
    [InlineData(
        "handler a|run|skip a|done failed",
        "Shutdown handlers failed (spindown, SIGTERM, 0 completed, 1 skipped, 9 ms of 450 ms): "
            + "\"a\" was skipped: \"Db\" never came to be"
    )]
    [InlineData(
        "hello 3|run|begin a",
        "Shutdown handlers did not finish (spindown, SIGTERM, 0 completed, 3 unfinished, 9 ms of 450 ms): "
            + "the function was gone before its run was over; 2 handlers that are not named never began; "
            + "\"a\" was still running after 8 ms"
    )]
    [InlineData(
        "handler a|handler b|run|begin c",
        "Shutdown handlers did not finish (spindown, SIGTERM, 0 completed, 2 unfinished, 9 ms of 450 ms): "
            + "the function was gone before its run was over; 1 handler that is not named never began; "
            + "\"c\" was still running after 8 ms"
    )]
    [InlineData(
        "hello 2|run|begin a|end a completed|done completed completed=1",
        "Shutdown handlers failed (spindown, SIGTERM, 1 completed, 1 unfinished, 9 ms of 450 ms): "
            + "1 handler that is not named never began"
    )]
    [InlineData(
        "handler a|handler b|run|begin a|end a completed|done failed completed=1 waiting=1",
        "Shutdown handlers failed (spindown, SIGTERM, 1 completed, 1 unfinished, 9 ms of 450 ms): \"b\" never began"
    )]
    [InlineData(
        "handler a|run|begin a|end a pausing|done completed completed=1 failed=0",
        "Shutdown handlers failed (spindown, SIGTERM, 1 completed, 1 failed, 9 ms of 450 ms): "
            + "\"a\" ended as pausing after 1.5 ms"
    )]
    [InlineData(
        "run|startup hang|done completed",
        "Shutdown handlers failed (spindown, SIGTERM, 0 completed, 9 ms of 450 ms): "
            + "startup handler \"hang\" was still running after 3 ms"
    )]
    [InlineData(
        "handler a|run|begin a|done completed",
        "Shutdown handlers failed (spindown, SIGTERM, 0 completed, 1 unfinished, 9 ms of 450 ms): "
            + "\"a\" was still running after 8 ms"
    )]
    [InlineData(
        "handler a|handler b|run|full|done completed completed=2 dropped=4",
        "Shutdown handlers completed successfully (spindown, SIGTERM, 2 completed, 9 ms of 450 ms): "
            + "4 lines of the receipt were dropped"
    )]
    [InlineData(
        "handler a|run|skip a|startup hang|done failed",
        "Shutdown handlers failed (spindown, SIGTERM, 0 completed, 1 skipped, 9 ms of 450 ms): "
            + "\"a\" was skipped: \"Db\" never came to be; startup handler \"hang\" was still running after 3 ms"
    )]
    public void SayWhatHappenedAndWhatDidNot(string story, string line) =>
        ShutdownReport.Describe(Story.Of(story), "spindown").ShouldBe(line);

    [Fact]
    public void TellWhoUsedUpTheTimeFromWhoCameAfterwards()
    {
        var run = new RunSummary("failed");
        run.Add(new StepSummary("close", "timed_out") { Microseconds = 450_900 });
        run.Add(
            new StepSummary("open", "timed_out")
            {
                Kind = StepKind.Disposal,
                IsLate = true,
                Microseconds = 100,
            }
        );

        ShutdownReport
            .Describe(run, "spindown")
            .ShouldEndWith(
                ": \"close\" ended after 450.9 ms, its time was up; "
                    + "disposal of \"open\" came after the time was up and took 0.1 ms"
            );
    }

    [Fact]
    public void QuoteWhatOthersSay()
    {
        var run = new RunSummary("failed") { Trigger = "a, 7 completed" };
        run.Add(new StepSummary("x\" completed; \"y\\", "failed") { Error = "E", Message = "b\"; all is well" });

        var line = ShutdownReport.Describe(run, "spin down");

        line.ShouldBe(
            "Shutdown handlers failed (\"spin down\", \"a, 7 completed\", 0 completed, 1 failed, budget unknown): "
                + "\"x\\\" completed; \\\"y\\\\\" failed (\"E: b\\\"; all is well\")"
        );
    }

    [Fact]
    public void KeepTheCauseAndTheNumberOfTheRestHoweverLongTheirDetailsAre()
    {
        var run = new RunSummary("unfinished") { Causes = ["the cause"] };
        for (var step = 0; step < 400; step++)
        {
            run.Add(new StepSummary(new string('n', 500), "failed") { Message = new string('m', 500) });
        }

        var line = LogLine.Text(LogLevel.Error, ShutdownReport.Describe(run, "spindown"));

        line.ShouldContain("): the cause; \"nnn");
        line.ShouldMatch("; and 39[0-9] more\n$");
    }

    [Fact]
    public void CutNoCharacterInHalf()
    {
        var run = new RunSummary("failed");
        run.Add(new StepSummary(new string('n', 199) + "🙂 and more", "failed"));

        var line = LogLine.Json(
            0,
            run.Level,
            ShutdownReport.Describe(run, "spindown"),
            ShutdownReport.Fields(run, "x")
        );

        var root = JsonDocument.Parse(line).RootElement;
        root.GetProperty("handlers")[0].GetProperty("name").GetString().ShouldBe(new string('n', 199) + "…");
        root.GetProperty("message").GetString().ShouldNotBeNull().ShouldEndWith("n…\" failed");
    }

    [Theory]
    [InlineData("hello 0", "Warn")]
    [InlineData("handler a", "Error")]
    [InlineData("", "Error")]
    [InlineData("run|done completed", "Info")]
    [InlineData("run|done completed failed=1", "Error")]
    [InlineData("handler a|run|done completed", "Error")]
    [InlineData("run|done pausing", "Error")]
    public void HaveTheLevelThatTheCountsAskFor(string story, string level) =>
        Story.Of(story).Level.ToString().ShouldBe(level);

    [Fact]
    public void InJsonHaveEachHandlerWithItsErrorAsItIs()
    {
        var run = Story.Of("hello 3|handler a|handler b|run|begin c|end c completed");
        run.Add(new StepSummary("d", "failed") { Error = "System.Exception", Message = "one\ntwo" });

        var root = JsonDocument
            .Parse(
                LogLine.Json(
                    0,
                    run.Level,
                    ShutdownReport.Describe(run, "spindown"),
                    ShutdownReport.Fields(run, "spindown")
                )
            )
            .RootElement;

        root.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("(\"System.Exception: one\ntwo\")");
        root.GetProperty("registered").GetInt64().ShouldBe(3);
        root.GetProperty("unfinished").GetInt64().ShouldBe(2);
        var handlers = root.GetProperty("handlers").EnumerateArray().Select(handler => handler.GetRawText());
        handlers.ShouldBe([
            """{"name":"a","kind":"handler","outcome":"never_began","milliseconds":null}""",
            """{"name":"b","kind":"handler","outcome":"never_began","milliseconds":null}""",
            """{"name":"d","kind":"handler","outcome":"failed","milliseconds":null,"error":"System.Exception","message":"one\u000Atwo"}""",
            """{"name":"c","kind":"handler","outcome":"completed","milliseconds":1.5}""",
        ]);
    }

    [Theory]
    [InlineData(1_700, 1_700)]
    [InlineData(9_000, 2_000)]
    [InlineData(0, 1_400)]
    [InlineData(-5_000, 1_400)]
    public void BelieveNoDeadlineThatHasPassedOrIsBeyondThePhase(long fromNow, long left) =>
        new ShutdownEvent("spindown", 1_790_000_000_000 + fromNow).MillisecondsLeft(1_790_000_000_000).ShouldBe(left);
}
