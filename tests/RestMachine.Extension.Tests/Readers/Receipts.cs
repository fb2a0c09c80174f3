using System.Text;
using RestMachine.Extension.Receipts;
using RestMachine.Extension.Shutdown;

namespace RestMachine.Extension.Tests.Readers;

public sealed class Receipts
{
    private const string Whole = """
        hello protocol=1 library=0.1.0 pid=17 endpoint=9090 budget=450
        handler name=close%20database
        novelty of=tomorrow
        run trigger=SIGTERM budget=450 at=1000 moon=full
        begin step=1 kind=handler name=close%20database at=1000
        end step=1 outcome=completed ms=12.3
        begin step=2 kind=disposal name=Db at=2000
        end step=2 outcome=failed ms=1 error=E message=50%25
        skip name=flush value=V
        done outcome=failed ms=13.9 completed=1 failed=0 timed_out=0 skipped=1 dropped=2 at=15000

        """;

    [Fact]
    public void AreReadWhole()
    {
        var receipt = Read(Whole).ShouldNotBeNull();
        receipt.EndpointPort.ShouldBe(9090);
        receipt.Handlers.ShouldBe(["close database"]);
        receipt.Run.ShouldBe(new ReceiptRun("SIGTERM", 450));
        receipt.Steps[0].Microseconds.ShouldBe(12_300);
        receipt.Steps[1].IsHandler.ShouldBeFalse();
        receipt.Steps[1].Message.ShouldBe("50%");
        receipt.Done.ShouldNotBeNull().Dropped.ShouldBe(2);
        receipt.Skipped.ShouldBe(["flush: V"]);
    }

    [Fact]
    public void TornAtAnyByteClaimNothingThatWasNotWritten()
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "close database", "Db", "step 1", "step 2" };
        for (var length = 0; length < Whole.Length; length++)
        {
            if (Read(Whole[..length]) is not { } torn)
            {
                length.ShouldBeLessThanOrEqualTo("hello protocol=1".Length);
                continue;
            }
            torn.Handlers.ShouldAllBe(name => names.Contains(name));
            torn.Steps.ShouldAllBe(step => names.Contains(step.Name));
            torn.Steps.ShouldAllBe(step =>
                step.Outcome == null || step.Outcome == (step.Number == 1 ? "completed" : "failed")
            );
            (torn.Done?.Microseconds ?? 13_900).ShouldBe(13_900);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("hello world\n")]
    [InlineData("hello protocol=\n")]
    [InlineData("run trigger=SIGTERM\nhello protocol=1\n")]
    public void OfOthersAreNone(string content) => Read(content).ShouldBeNull();

    [Theory]
    [InlineData("hello protocol=2 endpoint=70000 endpoint=1\n")]
    [InlineData("hello protocol=1 endpoint=failed\nbegin\nend step=7 outcome=completed\ndone\nhandler\n%\n=\n  \n")]
    [InlineData("hello protocol=1\n\0\u0001 %ZZ=%\nbegin step=99999999999999999999 name=x\n")]
    public void ThatAreStrangeAreUnderstoodAsFarAsTheyGo(string content)
    {
        var receipt = Read(content).ShouldNotBeNull();
        receipt.EndpointPort.ShouldBeNull();
        receipt.Steps.ShouldBeEmpty();
        receipt.Done.ShouldBeNull();
    }

    [Fact]
    public void WithRandomBytesAfterTheHelloNeverBreakTheReader()
    {
        var random = new Random(20260131);
        var noise = new byte[3000];
        for (var round = 0; round < 500; round++)
        {
            random.NextBytes(noise);
            ReceiptReader.Read([.. "hello protocol=1\nbegin step=1 name="u8, .. noise]).ShouldNotBeNull();
        }
    }

    [Fact]
    public void OfAKilledFunctionTellWhatWasRunning()
    {
        var killed = Read(Whole[..Whole.IndexOf("end step=2", StringComparison.Ordinal)]).ShouldNotBeNull();
        var summary = ReceiptSummary.Of(killed, alive: false, nowMicroseconds: 302_000);
        summary.Outcome.ShouldBe(RunOutcome.Unfinished);
        summary.Completed.ShouldBe(1);
        summary.Details[0].ShouldBe("disposal of Db was still running after 300 ms");
    }

    private static Receipt? Read(string content) => ReceiptReader.Read(Encoding.UTF8.GetBytes(content));
}
