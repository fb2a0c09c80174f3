using RestMachine.Cli.Probe;

namespace RestMachine.Cli.Tests.Probe;

public sealed class ProbeLogs
{
    [Fact]
    public void TellHowLongTheFunctionLivedAndTheExtension()
    {
        var measured = ProbeLog.Read(new RecordedLog().All);

        measured.LastTick.ShouldBe(300.4);
        measured.LastReceipt.ShouldBe(300);
        measured.KilledBefore.ShouldBe(305.9);
        measured.AtLeast.ShouldBe(300.4);
        measured.ExtensionTold.ShouldBe(1_695);
        measured.ExtensionHad.ShouldBe(1_690);
    }

    [Fact]
    public void TellByTheReceiptWhatTheFunctionCouldNotWriteAnyMore()
    {
        var recorded = new RecordedLog();

        var measured = ProbeLog.Read(recorded.Extensions);

        measured.HasBegun.ShouldBeTrue();
        measured.LastTick.ShouldBeNull();
        measured.AtLeast.ShouldBe(300);
    }

    [Fact]
    public void HaveNoUpperBoundWhereTheRunCameToItsEnd()
    {
        var lines = new RecordedLog().All.Select(line =>
            line.Replace("\"unfinished\",", "\"failed\",", StringComparison.Ordinal)
        );

        ProbeLog.Read(lines).KilledBefore.ShouldBeNull();
    }

    [Theory]
    [InlineData("START RequestId: 1")]
    [InlineData("{\"probe\":\"ti")]
    [InlineData("{\"probe\":\"tick\"}")]
    [InlineData("{\"probe\":\"tick\",\"after\":\"late\"}")]
    [InlineData("{\"probe\":\"alive\",\"wall\":1}")]
    [InlineData("{\"probe\":7}")]
    [InlineData("{\"message\":\"[Extension] of somebody else\",\"completed\":\"all\"}")]
    [InlineData("{\"message\":\"not ours\",\"completed\":150}")]
    [InlineData("{\"time\":\"2026-09-21T14:13:20Z\",\"type\":\"platform.report\",\"record\":{}}")]
    public void AreReadPastLinesThatSayNothing(string line)
    {
        string[] lines = [line, .. new RecordedLog().All, line];

        ProbeLog.Read(lines).ShouldBe(ProbeLog.Read(new RecordedLog().All));
    }

    [Fact]
    public void OfAFunctionThatWasKilledWithoutAWordAreEmpty() => ProbeLog.Read([]).ShouldBe(new Measurement());
}
