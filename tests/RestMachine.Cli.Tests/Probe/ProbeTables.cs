using System.Globalization;
using RestMachine.Cli.Probe;

namespace RestMachine.Cli.Tests.Probe;

public sealed class ProbeTables
{
    [Theory]
    [InlineData("LayerOnly", 300, "documents")]
    [InlineData("LayerOnly", 600, "core")]
    [InlineData("LayerOnly", 450, "neither")]
    [InlineData("LayerAndInternal", 500, "documents")]
    [InlineData("LayerAndInternal", 300, "neither")]
    [InlineData("LayerAndInternal", 600, "core")]
    [InlineData("Handover", 1_900, "core")]
    [InlineData("Handover", 20, "neither")]
    public void SayWhoIsRight(string name, int share, string agreement)
    {
        var recorded = new RecordedLog { Share = share, EventAfter = share + 5 };

        var row = RowOf(name, ProbeLog.Read(recorded.All));

        row[1].ShouldBe($"{share} to {share + 6} ms");
        row[4].ShouldBe(agreement);
    }

    [Fact]
    public void TakeTheLastTickForTheEndWhereNobodyWasThereToReport()
    {
        var row = RowOf("InternalOnly", ProbeLog.Read(new RecordedLog { Share = 490 }.Function));

        row.ShouldBe(["InternalOnly", "at least 490 ms", "500 ms", "150 or 600 ms", "documents", "–", "–", "–"]);
    }

    [Fact]
    public void SayThatNothingRanWithoutAnyExtension() =>
        RowOf("Neither", new Measurement())
            .ShouldBe(["Neither", "no handler began", "0 ms", "0 ms", "both", "–", "–", "–"]);

    [Fact]
    public void SayThatTheFunctionWasNotAliveWhereItsHandoverFailed()
    {
        var measured = ProbeLog.Read(new RecordedLog().Extensions) with { LastReceipt = 0, KilledBefore = null };

        RowOf("Handover", measured)[1..5].ShouldBe(["no handler began", "–", "alive, 2000 ms", "neither"]);
    }

    [Theory]
    [InlineData("LayerOnly")]
    [InlineData("InternalOnly")]
    public void KnowNothingOfAnEnvironmentThatHasNotEnded(string name) =>
        RowOf(name, new Measurement())[1..5].Where((_, index) => index is 0 or 3).ShouldBe(["not known", "–"]);

    private static string[] RowOf(string name, Measurement measured)
    {
        var function = ProbedFunction.All.Single(each => each.Name == name);
        using var output = new StringWriter(CultureInfo.InvariantCulture);

        ProbeTable.Write([new ProbeResult(function, measured)], output);

        return output
            .ToString()
            .Split('\n')
            .Single(line => line.StartsWith($"| {name} ", StringComparison.Ordinal))
            .Trim('|')
            .Split('|')
            .Select(cell => cell.Trim())
            .ToArray();
    }
}
