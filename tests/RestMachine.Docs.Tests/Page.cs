using System.Text.RegularExpressions;

namespace RestMachine.Docs.Tests;

/// <summary>A Markdown page: its text, its fenced blocks, and what lies between them.</summary>
internal sealed partial class Page
{
    private readonly List<FencedBlock> _blocks = [];

    /// <param name="path">Below the repository's root.</param>
    public Page(string path)
    {
        Path = path;
        Text = File.ReadAllText(System.IO.Path.Combine(Repository.Root, path));
        Prose = ReadBlocks(Text.Split('\n'));
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>The text without its fenced blocks.</summary>
    public string Prose { get; }

    public IReadOnlyList<FencedBlock> Blocks => _blocks;

    /// <summary>What is written `so`.</summary>
    public IEnumerable<string> Spans => Span().Matches(Prose).Select(span => span.Groups["text"].Value);

    /// <summary>The names by which GitHub links to headings: lower case, punctuation gone, dashes for spaces.</summary>
    public IReadOnlyList<string> Anchors =>
        [
            .. Heading()
                .Matches(Prose)
                .Select(heading => NoAnchor().Replace(heading.Groups["text"].Value.ToLowerInvariant(), ""))
                .Select(anchor => anchor.Trim().Replace(' ', '-')),
        ];

    /// <summary>The text from a heading to the next of its level or above.</summary>
    public string Section(string heading)
    {
        var start = Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, $"{Path} has no section \"{heading}\".");
        var end = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? Text[start..] : Text[start..end];
    }

    public override string ToString() => Path;

    private string ReadBlocks(string[] lines)
    {
        List<string> prose = [];
        for (var index = 0; index < lines.Length; index++)
        {
            if (Fence().Match(lines[index]) is not { Success: true } fence)
            {
                prose.Add(lines[index]);
                continue;
            }

            var start = index + 1;
            var end = Array.FindIndex(lines, start, line => line.TrimEnd() == fence.Groups["fence"].Value);
            end.ShouldBeGreaterThan(0, $"{Path}:{start} opens a block that nothing closes.");
            var note = prose.FindLast(line => line.Length > 0) ?? "";
            _blocks.Add(
                new FencedBlock(
                    Path,
                    start + 1,
                    fence.Groups["language"].Value,
                    note,
                    string.Join('\n', lines[start..end])
                )
            );
            index = end;
        }

        return string.Join('\n', prose);
    }

    [GeneratedRegex("^(?<fence>```+)(?<language>[a-z]*)$", RegexOptions.None, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, 1000)]
    private static partial Regex NoAnchor();

    [GeneratedRegex("(?<!`)(?<ticks>`+)(?!`) ?(?<text>.+?) ?(?<!`)\\k<ticks>(?!`)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Span();
}
