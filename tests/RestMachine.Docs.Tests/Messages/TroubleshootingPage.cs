namespace RestMachine.Docs.Tests.Messages;

/// <summary>docs/troubleshooting.md: every message that the sources can print, and no message that they cannot.</summary>
public sealed class TroubleshootingPage
{
    private static readonly Page s_page = Pages.Named("docs/troubleshooting.md");

    // What the compiler says has a page of its own, which the generator's tests hold to it.
    private static readonly string[] Compilers =
    [
        "runtime/RestMachine.Generators/",
        "runtime/RestMachine.Generators.CodeFixes/",
    ];

    // Names of HTTP statuses and of AWS's services: parts of messages that are listed with a hole.
    private static readonly string[] Names = ["ReasonPhrase.cs", "EventSource.cs"];

    private static readonly IReadOnlyList<Message> Messages =
    [
        .. Sources
            .All.Where(file => !Compilers.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)))
            .Where(file => !Names.Any(name => file.Path.EndsWith(name, StringComparison.Ordinal)))
            .SelectMany(MessageReader.Read),
    ];

    // Lines that are no trouble are told where log lines are.
    private static readonly IReadOnlyList<string> Spans =
    [
        .. s_page.Spans.Concat(Pages.Named("docs/logs-and-metrics.md").Spans).Distinct(StringComparer.Ordinal),
    ];

    [Fact]
    public void HasEveryMessageOfTheSources() =>
        Messages
            .Where(message => !Spans.Any(message.IsIn))
            .Select(message => message.ToString())
            .ShouldBeEmpty(
                "Add each to a table of docs/troubleshooting.md, as code, with … for its values, and say what to do."
            );

    [Fact]
    public void HasNoMessageThatTheSourcesLack() =>
        Rows()
            .SelectMany(row => row.Messages)
            .Where(text => !Messages.Any(message => message.IsIn(text)))
            .ShouldBeEmpty();

    [Fact]
    public void SaysOfEveryMessageWhatItMeansAndWhatToDo() =>
        Rows().Where(row => row.Meaning.Length < 15).Select(row => row.Messages[0]).ShouldBeEmpty();

    [Fact]
    public void IsHeldToHundredsOfMessages() => Messages.Count.ShouldBeGreaterThan(250);

    private static IEnumerable<(string[] Messages, string Meaning)> Rows() =>
        from line in s_page.Text.Split('\n')
        where line.StartsWith("| `", StringComparison.Ordinal)
        let cells = line.Split(" | ", 2)
        select (cells[0].Split('`').Where((_, index) => index % 2 == 1).ToArray(), cells[1].TrimEnd('|').Trim());
}
