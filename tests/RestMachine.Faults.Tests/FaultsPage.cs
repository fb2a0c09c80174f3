using System.Text.RegularExpressions;

namespace RestMachine.Faults.Tests;

/// <summary>docs/faults.md: a table of faults, and the lines of each kind of ending.</summary>
internal static partial class FaultsPage
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(Published.Root, "docs/faults.md"));

    /// <summary>Fault, outcome, the extension's line and the test's name, row by row.</summary>
    public static IReadOnlyList<string[]> Rows { get; } =
    [
        .. s_lines
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 4 && cells[0] != "fault" && cells[0][0] != '-'),
    ];

    /// <summary>The lines that the table has for a test.</summary>
    public static IEnumerable<string> LinesOf(string test) =>
        Rows.Where(cells => cells[3] == $"`{test}`").Select(cells => cells[2].Trim('`'));

    /// <summary>The lines of the block under a heading.</summary>
    public static IReadOnlyList<string> BlockUnder(string heading) =>
        [
            .. s_lines
                .SkipWhile(line => line != $"### {heading}")
                .SkipWhile(line => !line.StartsWith("```", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => !line.StartsWith("```", StringComparison.Ordinal)),
        ];

    /// <summary>Without what differs from run to run: times, ports and sizes. The counts of a report stay.</summary>
    public static string Masked(string line) => Varying().Replace(line, "0");

    [GeneratedRegex(
        """
            [0-9.]+(?=\ ms|\ bytes|\ lines\ of) |
            (?<=port\ |handler_)[0-9]+ |
            (?<="(dropped|milliseconds|ShutdownMilliseconds|Timestamp)":)[0-9.]+ |
            (?<="(timestamp|library)":")[^"]+
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Varying();
}
