using RestMachine.Cli.Local.Timelines;
using RestMachine.Emulator;

namespace RestMachine.Cli.Tests;

public class TimelineOfALife
{
    private static readonly DateTimeOffset start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void CountsTheInvocationsBetweenTheFirstAndTheLastOnes()
    {
        var events = Enumerable
            .Range(0, 100)
            .SelectMany(i =>
                new[]
                {
                    At(10 * i, LifecycleStep.Thawed),
                    At(10 * i, LifecycleStep.InvocationBegan, $"id-{i}"),
                    At(10 * i + 2, LifecycleStep.InvocationEnded, $"id-{i}"),
                    At(10 * i + 3, LifecycleStep.Frozen),
                }
            )
            .ToArray();

        var timeline = Timeline.Of(events, []);

        timeline
            .Rows.Select(row => row.Text)
            .Where(text => text.EndsWith("began") || text.StartsWith('…'))
            .ShouldBe([
                "invocation 1 began",
                "invocation 2 began",
                "invocation 3 began",
                "… 94 more invocations …",
                "invocation 98 began",
                "invocation 99 began",
                "invocation 100 began",
            ]);
        timeline.Phases.Count(phase => phase.Kind == PhaseKind.Invoke).ShouldBe(6);
    }

    [Fact]
    public void ShowsAFailureAmongTheInvocationsThatAreOnlyCounted()
    {
        var events = Enumerable
            .Range(0, 20)
            .SelectMany(i =>
                new[]
                {
                    At(10 * i, LifecycleStep.InvocationBegan, $"id-{i}"),
                    At(10 * i + 2, LifecycleStep.InvocationEnded, $"id-{i}", i == 9 ? "Runtime.ExitError" : null),
                }
            )
            .ToArray();

        Timeline.Of(events, []).Rows.ShouldContain(row => row.Text == "invocation 10 failed: Runtime.ExitError");
    }

    [Fact]
    public void HasTheFunctionsOwnLinesAboutItsHandlersInTextAndInJson()
    {
        LifecycleEvent[] events =
        [
            At(0, LifecycleStep.ShutdownBegan, null, "spindown"),
            At(1, LifecycleStep.SignalSent, "function", "SIGTERM"),
            At(9, LifecycleStep.ProcessEnded, "function", "exit status 0"),
        ];
        LogLine[] log =
        [
            Line(2, "[Function] Shutdown began (SIGTERM, 450 ms for the handlers)"),
            Line(3, "[Function] closing"),
            Line(
                3,
                """{"level":"ERROR","message":"[Function] Shutdown handler \u0027a\u0027 failed after 1 ms: \"b\""}"""
            ),
            Line(3, "{Shutdown handler 'c', says the user"),
            Line(4, """{"level":"INFO","message":"Shutdown completed in 1.5 ms","trigger":"SIGTERM"}"""),
        ];

        var timeline = Timeline.Of(events, log);

        timeline
            .Rows.Select(row => $"{row.At.TotalMilliseconds} {row.Lane}: {row.Text}")
            .ShouldBe([
                "1 function: SIGTERM to function",
                "2 function: Shutdown began (SIGTERM, 450 ms for the handlers)",
                "3 function: Shutdown handler 'a' failed after 1 ms: \"b\"",
                "3 function: Shutdown handler 'c', says the user",
                "4 function: Shutdown completed in 1.5 ms",
                "9 function: function ended: exit status 0",
            ]);
        timeline
            .Phases.ShouldHaveSingleItem()
            .ShouldBe(
                new TimelinePhase(
                    PhaseKind.Shutdown,
                    "SHUTDOWN spindown",
                    TimeSpan.Zero,
                    TimeSpan.FromMilliseconds(9),
                    0,
                    5
                )
            );
    }

    [Theory]
    [InlineData(20, 960)]
    [InlineData(100, 1179)]
    [InlineData(1_000, 1617)]
    public void IsAsWideAsItsLongestRow(int characters, int width)
    {
        using var text = new StringWriter();
        var timeline = Timeline.Of([], [Line(0, $"Shutdown began ({new string('x', characters - 16)}")]);

        new TimelineSvg(timeline, "wide").Write(text);

        var picture = System.Xml.Linq.XDocument.Parse(text.ToString()).Root!;
        picture.Attribute("width")!.Value.ShouldBe($"{width}");
    }

    [Fact]
    public void HoldsWhatXmlCannot()
    {
        using var text = new StringWriter();
        var timeline = Timeline.Of([At(0, LifecycleStep.ProcessEnded, "a<b", "\0\u001b[31m & \ud800")], []);

        new TimelineSvg(timeline, "\u0001").Write(text);

        System
            .Xml.Linq.XDocument.Parse(text.ToString())
            .Root!.Value.ShouldContain("a<b ended: \uFFFD\uFFFD[31m & \uFFFD");
    }

    private static LifecycleEvent At(
        int milliseconds,
        LifecycleStep step,
        string? subject = null,
        string? detail = null
    ) => new(start.AddMilliseconds(milliseconds), step, subject, detail);

    private static LogLine Line(int milliseconds, string text) =>
        new(start.AddMilliseconds(milliseconds), LogSource.Function, null, text);
}
