using System.Text;
using static RestMachine.Aws.Tests.RuntimeApi.TestEvents;

namespace RestMachine.Aws.Tests.RuntimeApi;

/// <summary>The real loop with streaming on, against a Runtime API that sends and sees exact bytes.</summary>
public sealed class StreamedResponses : IDisposable
{
    private const string Nuls = "\0\0\0\0\0\0\0\0";
    private const string Prelude = """{"statusCode":200,"headers":{"Content-Type":"text/csv"}}""" + Nuls;

    private readonly PollerUnderTest _poller = new() { Streaming = true };

    public StreamedResponses()
    {
        _poller.Get("/hello", _ => ValueTask.FromResult("hello"));
        _poller.Stream("/lines", (body, cancellation) => body.WriteAsync("a\nb\n"u8.ToArray(), cancellation).AsTask());
    }

    private ScriptedRuntimeApi RuntimeApi => _poller.RuntimeApi;

    public void Dispose() => _poller.Dispose();

    [Theory]
    [InlineData("HTTP/1.0", "")]
    [InlineData("HTTP/1.1", "Connection: keep-alive, Close\r\n")]
    public async Task LeaveOnANewConnectionWhereTheEventsEndsWithIt(string version, string fields)
    {
        _ = _poller.Start();
        var answer = Answer("id-1", FromUrl("/lines"), fields);
        RuntimeApi.Next(answer.Replace("HTTP/1.1", version, StringComparison.Ordinal), ScriptedRuntimeApi.Close);

        var response = await RuntimeApi.PostAsync();

        response.Line.ShouldContain("id-1/response");
        response.Connection.ShouldBe(2);
        await _poller.StopAsync();
        _poller.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task LeaveWhileTheyAreMadeOnAKeptConnection()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _poller.Stream(
            "/slow",
            async (body, cancellation) =>
            {
                await body.WriteAsync("one"u8.ToArray(), cancellation);
                await release.Task;
                await body.WriteAsync("two"u8.ToArray(), cancellation);
            }
        );
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", FromUrl("/slow")));
        RuntimeApi.Next(Answer("id-2", FromUrl("/slow")));

        (await RuntimeApi.PieceAsync()).ShouldBe("POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1");
        (await RuntimeApi.PieceAsync()).ShouldBe(Prelude + "one");
        release.SetResult();
        (await RuntimeApi.PieceAsync()).ShouldBe("two");
        var response = await RuntimeApi.PostAsync();

        response.Field("Content-Type").ShouldBe("application/vnd.awslambda.http-integration-response");
        response.Field("Lambda-Runtime-Function-Response-Mode").ShouldBe("streaming");
        response.Field("Trailer").ShouldBe("Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body");
        response.Field("Content-Length").ShouldBeNull();
        response.Trailers.ShouldBeEmpty();
        (await RuntimeApi.PostAsync()).Connection.ShouldBe(1);
        await _poller.StopAsync();
    }

    [Fact]
    public async Task GoOnWhereverTheirAnswerIsSplit()
    {
        _ = _poller.Start();
        for (var split = 1; split < ScriptedRuntimeApi.Accepted.Length; split++)
        {
            RuntimeApi.Answer(ScriptedRuntimeApi.Accepted[..split], ScriptedRuntimeApi.Accepted[split..]);
            RuntimeApi.Next(Answer("id-1", FromUrl("/lines")));

            var response = await RuntimeApi.PostAsync();

            response.Body.ShouldBe(Prelude + "a\nb\n");
            response.Connection.ShouldBe(1);
        }

        await _poller.StopAsync();
    }

    [Fact]
    public async Task HaveTheSameFormWhenTheyAreWhole()
    {
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", FromUrl("/hello")));
        RuntimeApi.Next(Answer("id-2", FromUrl("/nowhere")));

        var response = await RuntimeApi.PostAsync();

        response.Field("Lambda-Runtime-Function-Response-Mode").ShouldBe("streaming");
        response.Body.ShouldBe(
            """{"statusCode":200,"headers":{"Content-Type":"text/plain; charset=utf-8"}}""" + Nuls + "hello"
        );
        (await RuntimeApi.PostAsync()).Body.ShouldStartWith("""{"statusCode":404,""");
        await _poller.StopAsync();
    }

    [Fact]
    public async Task AreWholeForCallersThatCannotStream()
    {
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", Get("/lines")));
        RuntimeApi.Next(Answer("id-2", """{"warm":true}"""));

        var response = await RuntimeApi.PostAsync();

        response.Field("Lambda-Runtime-Function-Response-Mode").ShouldBeNull();
        response.Body.ShouldContain("\"body\":\"a\\nb\\n\"");
        (await RuntimeApi.PostAsync()).Line.ShouldContain("id-2/error");
        await _poller.StopAsync();
    }

    [Fact]
    public async Task AreWholeUnlessStreamingIsOn()
    {
        using var poller = new PollerUnderTest();
        poller.Stream("/lines", (body, cancellation) => body.WriteAsync("a"u8.ToArray(), cancellation).AsTask());
        _ = poller.Start();
        poller.RuntimeApi.Next(Answer("id-1", FromUrl("/lines")));

        var response = await poller.RuntimeApi.PostAsync();

        response.Field("Lambda-Runtime-Function-Response-Mode").ShouldBeNull();
        response.Body.ShouldContain("\"body\":\"a\"");
        await poller.StopAsync();
    }

    [Fact]
    public async Task SendTheirHeadWithTheFirstFlush()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _poller.Stream(
            "/events",
            async (body, cancellation) =>
            {
                await body.FlushAsync(cancellation);
                await release.Task;
                await body.FlushAsync(cancellation);
            }
        );
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", FromUrl("/events")));

        await RuntimeApi.PieceAsync();
        (await RuntimeApi.PieceAsync()).ShouldBe(Prelude);
        release.SetResult();

        (await RuntimeApi.PostAsync()).Body.ShouldBe(Prelude);
        await _poller.StopAsync();
    }

    [Fact]
    public async Task MayBeEmptyOrLongerThanAChunk()
    {
        _poller.Stream("/empty", (_, _) => Task.CompletedTask);
        _poller.Stream(
            "/large",
            (body, _) =>
            {
                body.WriteByte((byte)'x');
                body.Write([], 0, 0);
                body.Write(Encoding.ASCII.GetBytes(new string('y', 100_000)));
                return Task.CompletedTask;
            }
        );
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", FromUrl("/empty")));
        RuntimeApi.Next(Answer("id-2", FromUrl("/large")));
        RuntimeApi.Next(Answer("id-3", FromUrl("/lines", "HEAD")));

        (await RuntimeApi.PostAsync()).Body.ShouldBe(Prelude);
        (await RuntimeApi.PostAsync()).Body.ShouldBe($"{Prelude}x{new string('y', 100_000)}");
        (await RuntimeApi.PostAsync()).Body.ShouldBe(Prelude);
        await _poller.StopAsync();
    }
}
