using System.Text;
using RestMachine.Extension.Http;
using RestMachine.Extension.Json;
using RestMachine.Extension.Logs;
using RestMachine.Extension.Receipts;
using RestMachine.Extension.Shutdown;

namespace RestMachine.Extension.Tests.Fuzzing;

/// <summary>Whatever comes over a socket, the extension reads it as far as it makes sense and never breaks.</summary>
public sealed class Readers
{
    [Fact]
    public void OfHttpAnswersReadOrRefuse()
    {
        var understood = 0;
        foreach (var input in Corpus.Of("http"))
        {
            try
            {
                var read = HttpResponseReader.Read(input, ended: true).ShouldNotBeNull();
                read.Status.ShouldBeInRange(100, 999);
                read.Body.Length.ShouldBeLessThanOrEqualTo(input.Length);
                understood++;
            }
            catch (HttpFailure)
            {
                // Malformed or lost: the two ways to refuse.
            }
        }

        understood.ShouldBeGreaterThan(10_000, "mutations must stay near enough to be understood");
    }

    [Fact]
    public void OfHttpAnswersNeedNoMoreThanTheyHaveOnceTheyWereComplete()
    {
        foreach (var input in Corpus.Of("http").Take(20_000))
        {
            if (Try(input) is { } whole)
            {
                Try([.. input, (byte)'x'])?.Status.ShouldBe(whole.Status);
            }
        }

        static HttpResponse? Try(byte[] bytes)
        {
            try
            {
                return HttpResponseReader.Read(bytes, ended: false);
            }
            catch (HttpFailure)
            {
                return null;
            }
        }
    }

    [Fact]
    public void OfJsonTakeWhatIsValidAndNothingElse()
    {
        var understood = 0;
        foreach (var input in Corpus.Of("json"))
        {
            var read = JsonFields.Read(input);
            if (read is not null)
            {
                IsJsonObject(input).ShouldBeTrue(Encoding.Latin1.GetString(input));
                understood++;
            }
        }

        understood.ShouldBeGreaterThan(1_000, "mutations must stay near enough to be understood");
    }

    [Fact]
    public void OfReceiptsTellNothingThatIsNotThere()
    {
        var understood = 0;
        foreach (var input in Corpus.Of("receipt"))
        {
            if (ReceiptReader.Read(input) is not { } receipt)
            {
                continue;
            }

            var text = Encoding.Latin1.GetString(input);
            receipt.Steps.Count(step => step.Outcome is not null).ShouldBeLessThanOrEqualTo(Occurrences(text, "end "));
            (receipt.Done is not null && !text.Contains("done ", StringComparison.Ordinal)).ShouldBeFalse();
            var run = ReceiptSummary.Of(receipt, alive: false, nowMicroseconds: 5);
            var line = LogLine.Text(run.Level, ShutdownReport.Describe(run, "spindown"));
            line.IndexOf('\n').ShouldBe(line.Length - 1);
            if (run.Outcome == RunOutcome.Completed)
            {
                run.Steps.ShouldAllBe(step => step.Outcome == RunOutcome.Completed);
                run.Completed.ShouldBeGreaterThanOrEqualTo(run.Registered ?? 0);
            }

            understood++;
        }

        understood.ShouldBeGreaterThan(10_000, "mutations must stay near enough to be understood");
    }

    private static int Occurrences(string text, string word) => text.Split(word).Length - 1;

    private static bool IsJsonObject(byte[] input)
    {
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(input);
            return document.RootElement.ValueKind == System.Text.Json.JsonValueKind.Object;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
