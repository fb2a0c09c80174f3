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
                if (FunctionAnswer.Read(9090, read).Run is { } run)
                {
                    ShouldBeReportedInOneLine(run);
                }

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
            ShouldBeReportedInOneLine(run);
            if (run.Outcome == RunOutcome.Completed)
            {
                run.Steps.ShouldAllBe(step => step.Outcome == RunOutcome.Completed);
                run.Completed.ShouldBeGreaterThanOrEqualTo(run.Registered ?? 0);
            }

            understood++;
        }

        understood.ShouldBeGreaterThan(10_000, "mutations must stay near enough to be understood");
    }

    /// <summary>As text, and in the two kinds of JSON, which everybody must be able to read.</summary>
    private static void ShouldBeReportedInOneLine(RunSummary run)
    {
        var message = ShutdownReport.Describe(run, "spindown");
        var text = LogLine.Text(run.Level, message);
        text.IndexOf('\n').ShouldBe(text.Length - 1);
        var json = LogLine.Json(0, run.Level, message, ShutdownReport.Fields(run, "spindown"));
        json.IndexOf('\n').ShouldBe(json.Length - 1);
        using var document = System.Text.Json.JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
        document.RootElement.GetProperty("message").GetString().ShouldNotBeNull();
        document.RootElement.GetProperty("outcome").GetString().ShouldBe(run.Outcome);
        if (new ShutdownMetrics("users", "1").Line(run, "spindown", 0) is { } line)
        {
            using var metrics = System.Text.Json.JsonDocument.Parse(Encoding.UTF8.GetBytes(line));
            metrics.RootElement.GetProperty("ShutdownCompleted").GetInt64().ShouldBe(run.Completed);
        }
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
