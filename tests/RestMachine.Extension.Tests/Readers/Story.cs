using System.Text;
using RestMachine.Extension.Receipts;
using RestMachine.Extension.Shutdown;

namespace RestMachine.Extension.Tests.Readers;

/// <summary>
/// Receipts of a function that is gone, in short: <c>handler a|run|begin a|end a completed|done completed</c>. Its run
/// began at 1 ms and the report is made 9 ms later.
/// </summary>
internal static class Story
{
    public const long Now = 10_000;

    /// <summary>Every kind of ending there is, and some that only a foreign or newer function tells of.</summary>
    public static TheoryData<string> Endings =>
        [
            "",
            "handler a",
            "hello 0",
            "run",
            "hello 0|run",
            "handler a|run|begin a",
            "handler a|run|begin a|end a completed",
            "run|begin a|end a completed|begin open disposal",
            "run|begin a|end a completed|begin open disposal|end open failed|done failed",
            "run|begin a|end a completed|begin open disposal|end open timed_out|done failed",
            "run|begin a|end a completed|begin open disposal|end open not_disposed|done failed",
            "run|begin a|end a completed|begin open disposal|end open completed|done completed",
            "run|begin a|end a failed|done failed",
            "run|begin a|end a timed_out|done failed",
            "run|skip a|done failed",
            "run|begin a|done failed unfinished=1",
            "run|done failed",
            "run|done completed",
            "run|done completed failed=7 unfinished=3",
            "run|done pausing",
            "handler a|run|done completed",
            "handler a|run|begin a|done completed",
            "run|startup hang|done failed",
            "hello 3|run|full",
            "hello 2|full",
        ];

    public static RunSummary Of(string story, bool alive = false) =>
        ReceiptSummary.Of(
            ReceiptReader.Read(Encoding.UTF8.GetBytes(Receipt(story))).ShouldNotBeNull(),
            alive,
            nowMicroseconds: Now
        );

    private static string Receipt(string story)
    {
        var steps = new List<string>();
        var lines = story
            .Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => Line(part.Split(' '), steps));
        var announced = story.StartsWith("hello ", StringComparison.Ordinal) ? $" handlers={story[6]}" : "";
        return string.Concat(lines.Prepend($"hello protocol=1{announced} ").Select(line => line + "\n"));
    }

    private static string Line(string[] words, List<string> steps)
    {
        string Step() => $"step={(steps.Contains(words[1]) ? steps.IndexOf(words[1]) + 1 : -1)}";
        switch (words)
        {
            case ["begin", var name, ..]:
                steps.Add(name);
                return $"begin {Step()} kind={words.ElementAtOrDefault(2) ?? "handler"} name={name} at=2000";
            case ["end", _, var outcome]:
                return $"end {Step()} outcome={outcome} ms=1.5";
            case ["run"]:
                return "run trigger=SIGTERM budget=450 at=1000";
            case ["handler", var name]:
                return $"handler name={name}";
            case ["startup", var name]:
                return $"startup name={name} ms=3";
            case ["skip", var name]:
                return $"skip name={name} value=Db";
            case ["done", var outcome, .. var counts]:
                return $"done outcome={outcome} ms=9 {string.Join(' ', counts)}";
            default:
                return words[0];
        }
    }
}
