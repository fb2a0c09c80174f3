using System.Globalization;
using Spectre.Console;

namespace RestMachine.Cli.Probe;

/// <summary>What was measured beside what is said.</summary>
internal static class ProbeTable
{
    // Where output goes to a file there is no width to ask for.
    private const int Width = 200;
    private const string Documents = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html";
    private const string Core = "https://github.com/aws/aws-lambda-runtime-interface-emulator";

    public static void Write(IReadOnlyList<ProbeResult> results, TextWriter output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = Width;
        console.Write(Create(results));
        foreach (var line in text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            output.WriteLine(line);
        }
        output.WriteLine(
            $"Documents: {Documents}. Core: {Core}. Agreement is within {Claim.ToleranceMilliseconds} ms. Handover is experimental. docs/probe.md says what a row means."
        );
    }

    private static Table Create(IReadOnlyList<ProbeResult> results)
    {
        var isLocal = results.Any(result => result.Truth is not null);
        var table = new Table().Border(TableBorder.Markdown);
        string[] head =
        [
            "function",
            "runtime had",
            "documents",
            "core",
            "agrees with",
            "extension told",
            "had",
            "deadline on",
        ];
        table.AddColumns(isLocal ? [.. head, "emulator: share"] : head);
        foreach (var result in results)
        {
            string[] cells = [.. Cells(result)];
            table.AddRow([.. (isLocal ? [.. cells, Given(result)] : cells).Select(Markup.Escape)]);
        }
        return table;
    }

    private static IEnumerable<string> Cells(ProbeResult result) =>
        [
            result.Function.Name,
            Runtime(result),
            $"{result.Function.Documented}",
            $"{result.Function.InCore}",
            Agreement(result),
            Milliseconds(result.Measured.ExtensionTold),
            Milliseconds(result.Measured.ExtensionHad),
            DeadlineClock.Describe(result.Measured),
        ];

    private static string Runtime(ProbeResult result) =>
        !result.IsWhole ? "not known"
        : !result.Measured.HasBegun ? "no handler began"
        : result.Measured.KilledBefore is { } end ? $"{Number(result.Measured.AtLeast)} to {Milliseconds(end)}"
        : $"at least {Milliseconds(result.Measured.AtLeast)}";

    private static string Agreement(ProbeResult result) =>
        !result.IsWhole
            ? "–"
            : (result.Function.Documented.Holds(result.Measured), result.Function.InCore.Holds(result.Measured)) switch
            {
                (true, true) => "both",
                (true, false) => "documents",
                (false, true) => "core",
                _ => "neither",
            };

    private static string Given(ProbeResult result) =>
        result.Truth is not { Budget.TotalMilliseconds: > 0 } truth
            ? "0 ms"
            : Milliseconds(truth.RuntimeShare.TotalMilliseconds);

    private static string Milliseconds(double? time) => time is { } known ? $"{Number(known)} ms" : "–";

    private static string Number(double time) => time.ToString("0", CultureInfo.InvariantCulture);
}
