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
        receipt.Run.ShouldNotBeNull().Trigger.ShouldBe("SIGTERM");
        (receipt.Run.BudgetMilliseconds, receipt.Run.At).ShouldBe((450, 1000));
        receipt.Steps[0].Microseconds.ShouldBe(12_300);
        receipt.Steps[1].IsHandler.ShouldBeFalse();
        receipt.Steps[1].Message.ShouldBe("50%");
        receipt.Done.ShouldNotBeNull().Dropped.ShouldBe(2);
        receipt.Skipped.Select(skip => $"{skip.Name}: {skip.Value}").ShouldBe(["flush: V"]);
        receipt.Library.ShouldBe("0.1.0");
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
        summary.Microseconds.ShouldBe(301_000);
        summary.Steps.Single(step => step.Name == "Db").Describe().ShouldEndWith(" was still running after 300 ms");
    }

    [Fact]
    public void InWhateverPiecesTheyComeAreTheSame()
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        var whole = ReceiptSummary.Of(Read(Whole)!, alive: false, 0);
        for (var size = 1; size < 200; size++)
        {
            var reader = new ReceiptReader();
            var taken = 0;
            for (var end = 0; end <= bytes.Length; end += size)
            {
                taken += reader.Take(bytes.AsSpan(taken, end - taken));
            }
            reader.TakeTorn(bytes.AsSpan(taken + reader.Take(bytes.AsSpan(taken))));
            ShutdownReport
                .Describe(ReceiptSummary.Of(reader.Receipt!, alive: false, 0), "x")
                .ShouldBe(ShutdownReport.Describe(whole, "x"));
        }
    }

    [Fact]
    public void OfAnApplicationMoreNameItsHandlersToo()
    {
        var receipt = Read("hello protocol=1 handlers=0\nhandlers count=1\nhandler name=a\n").ShouldNotBeNull();

        receipt.Announced.ShouldBe(1);
        receipt.Handlers.ShouldBe(["a"]);
    }

    [Fact]
    public void OfAnApplicationThatCameAfterTheEndAreNotOver()
    {
        const string first = "hello protocol=1 handlers=1\nhandler name=a\nrun trigger=method budget=450 at=1\n";
        const string end = "done outcome=completed ms=1 completed={0} at=3\n";
        const string second = "handlers count=2\nhandler name=b\nbegin step=2 kind=handler name=b at=4\n";
        var step = "begin step=1 kind=handler name=a at=1\nend step=1 outcome=completed ms=1\n";
        var over = first + step + string.Format(null, end, 1);

        Outcome(over).ShouldBe(RunOutcome.Completed);
        Outcome(over + second).ShouldBe(RunOutcome.Unfinished);
        Outcome(
                over
                    + second
                    + "end step=2 outcome=failed ms=1\n"
                    + end.Replace("completed={0}", "completed=1 failed=1")
            )
            .ShouldBe(RunOutcome.Failed);

        static string Outcome(string content) =>
            ReceiptSummary.Of(Read(content).ShouldNotBeNull(), alive: false, nowMicroseconds: 9).Outcome;
    }

    [Fact]
    public void OfARunThatGotLessTimeHaveTheSmallerBudget()
    {
        const string shortened = "shortened trigger=SIGTERM budget=250 at=5\n";
        var receipt = Read(Whole.Replace("begin step=1", shortened + "begin step=1")).ShouldNotBeNull();

        var summary = ReceiptSummary.Of(receipt, alive: false, 0);

        summary.BudgetMilliseconds.ShouldBe(250);
        summary.Causes.ShouldContain("SIGTERM left it less time");
    }

    [Theory]
    [InlineData("handover", 0)]
    [InlineData("POST", 1)]
    public void OfAHandoverWhoseDeadlineCameLaterHaveThatAndNoCause(string trigger, int causes)
    {
        var receipt = Read(
                $"hello protocol=1 handlers=1 mode=handover\nrun trigger=handover budget=1950 at=1\nshortened trigger={trigger} budget=1900 at=5\n"
                    + "done outcome=completed ms=3 completed=1 at=9\n"
            )
            .ShouldNotBeNull();

        receipt.IsHandedOver.ShouldBeTrue();
        var summary = ReceiptSummary.Of(receipt, alive: false, 9);
        summary.BudgetMilliseconds.ShouldBe(1900);
        summary.Causes.Count.ShouldBe(causes);
    }

    [Theory]
    [InlineData("", "it crashed, exited, or did not react to SIGTERM")]
    [InlineData(" mode=handover", "Lambda ended it together with the process that had handed it over")]
    public void OfAFunctionThatWasGoneBeforeARunSayWhatThatMayMean(string mode, string expected) =>
        ReceiptSummary
            .Of(Read($"hello protocol=1 handlers=0{mode}\n").ShouldNotBeNull(), alive: false, 9)
            .Causes.ShouldHaveSingleItem()
            .ShouldEndWith(expected);

    [Fact]
    public void OfMoreStepsThanAnyFunctionHasAreBounded()
    {
        var flood = new StringBuilder("hello protocol=1\n");
        for (var step = 0; step < 50_000; step++)
        {
            flood.Append($"begin step={step} name=n\nskip name=s\nhandler name=h\n");
        }

        var receipt = Read(flood.ToString()).ShouldNotBeNull();

        receipt.Steps.Count.ShouldBe(ReceiptReader.MaxEntries);
        receipt.Handlers.Count.ShouldBe(ReceiptReader.MaxEntries);
        receipt.IsFull.ShouldBeTrue();
    }

    private static Receipt? Read(string content) => ReceiptReader.Read(Encoding.UTF8.GetBytes(content));
}
