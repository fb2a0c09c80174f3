using System.Text.Json;
using static RestMachine.Aws.Tests.RuntimeApi.TestEvents;

namespace RestMachine.Aws.Tests.RuntimeApi;

/// <summary>The real loop against a Runtime API that sends exact bytes.</summary>
public sealed class InvocationsOverTheWire : IDisposable
{
    private const string ResponseLine = "POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1";

    private readonly PollerUnderTest _poller = new();

    public InvocationsOverTheWire()
    {
        _poller.Get("/hello", _ => ValueTask.FromResult("hello"));
        _poller.Get("/length", call => ValueTask.FromResult($"{call.Request.Body.Length}"));
    }

    private ScriptedRuntimeApi RuntimeApi => _poller.RuntimeApi;

    public void Dispose() => _poller.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AreAnsweredWhereverTheAnswerToNextIsSplit(bool isChunked)
    {
        var answer = isChunked ? Chunked("id-1", Get("/hello")) : Answer("id-1", Get("/hello"));
        _ = _poller.Start();
        for (var split = 1; split < answer.Length; split++)
        {
            RuntimeApi.Next(answer[..split], answer[split..]);

            var response = await RuntimeApi.PostAsync();

            response.Line.ShouldBe(ResponseLine);
            response.Body.ShouldContain("\"hello\"");
            response.Connection.ShouldBe(1);
        }

        await _poller.StopAsync();
    }

    [Fact]
    public async Task CarryEventsAndResponsesLargerThanEveryBuffer()
    {
        _poller.Get("/large", _ => ValueTask.FromResult(new string('x', 1_000_000)));
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", Get("/length", new string('y', 2_000_000))));
        RuntimeApi.Next(Answer("id-2", Get("/large")));
        RuntimeApi.Next(Answer("id-3", Get("/hello")));

        (await RuntimeApi.PostAsync()).Body.ShouldContain("\"2000000\"");
        (await RuntimeApi.PostAsync()).Body.ShouldContain(new string('x', 1_000_000));
        (await RuntimeApi.PostAsync()).Body.ShouldContain("\"hello\"");
        await _poller.StopAsync();
    }

    [Fact]
    public async Task GoOnAfterAResponseIsRefused()
    {
        _ = _poller.Start();
        RuntimeApi.Answer("HTTP/1.1 413 Too Large\r\nContent-Length: 12\r\n\r\n{\"error\":1}\n");
        RuntimeApi.Answer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        RuntimeApi.Next(Answer("id-1", Get("/hello")));
        RuntimeApi.Next(Answer("id-2", Get("/hello")));
        RuntimeApi.Next(Answer("id-3", Get("/hello")));

        (await RuntimeApi.PostAsync()).Line.ShouldBe(ResponseLine);
        (await RuntimeApi.PostAsync()).Line.ShouldContain("id-2/response");
        (await RuntimeApi.PostAsync()).Line.ShouldContain("id-3/response");
        await _poller.StopAsync();
        _poller.Lines.ShouldBe([
            "[Function] Error: The Runtime API answered the response with 413: {\"error\":1}\n",
            "[Function] Error: The Runtime API answered the response with 403: \n",
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")]
    public async Task AreAskedForAgainOnANewConnectionWhenTheKeptOneIsLost(string sentBefore)
    {
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", Get("/hello")));
        RuntimeApi.Next(sentBefore, ScriptedRuntimeApi.Close);
        RuntimeApi.Next(Answer("id-2", Get("/hello")));

        (await RuntimeApi.PostAsync()).Connection.ShouldBe(1);
        var response = await RuntimeApi.PostAsync();

        response.Line.ShouldContain("id-2/response");
        response.Connection.ShouldBe(2);
        await _poller.StopAsync();
    }

    [Fact]
    public async Task AreAnsweredOnANewConnectionWhenTheKeptOneIsLostBeforeAnyByteOfAnAnswer()
    {
        _ = _poller.Start();
        RuntimeApi.Answer(ScriptedRuntimeApi.Close);
        RuntimeApi.Next(Answer("id-1", Get("/hello")));

        (await RuntimeApi.PostAsync()).Connection.ShouldBe(1);
        var again = await RuntimeApi.PostAsync();

        again.Line.ShouldBe(ResponseLine);
        again.Connection.ShouldBe(2);
        await _poller.StopAsync();
    }

    [Fact]
    public async Task AreNeverAnsweredTwiceOnceAByteOfAnAnswerHasCome()
    {
        var running = _poller.Start();
        RuntimeApi.Answer("H", ScriptedRuntimeApi.Close);
        RuntimeApi.Next(Answer("id-1", Get("/hello")));

        await RuntimeApi.PostAsync();

        (await Should.ThrowAsync<IOException>(running)).Message.ShouldContain("closed the connection in the middle");
    }

    [Fact]
    public async Task AreAnsweredWithWhatTheNewConnectionSaysWhenAnAnswerAsksToClose()
    {
        _ = _poller.Start();
        RuntimeApi.Next(
            Answer("id-1", Get("/hello"), "connection: CLOSE\r\nLambda-Runtime-Deadline-Ms:  \r\n"),
            ScriptedRuntimeApi.Close
        );

        (await RuntimeApi.PostAsync()).Connection.ShouldBe(2);
        await _poller.StopAsync();
    }

    [Fact]
    public async Task ThatAreNoHttpEventsAreReportedAsErrorsWithoutAStackTrace()
    {
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", """{"warm":true}"""));

        var error = await RuntimeApi.PostAsync();

        error.Line.ShouldBe("POST /2018-06-01/runtime/invocation/id-1/error HTTP/1.1");
        error.Field("Lambda-Runtime-Function-Error-Type").ShouldBe("Function.UnrecognizedEvent");
        error.Body.ShouldContain("\"errorType\":\"Function.UnrecognizedEvent\",\"stackTrace\":[]");
        await _poller.StopAsync();
    }

    [Fact]
    public async Task ThatFailTellXRayTheTypesOfWhatWasThrownAndNotItsText()
    {
        _ = _poller.Start();
        _poller.Adapter.OnEvent(
            (_, _) => throw new InvalidDataException("secret", new FormatException("another\r\nForged: 1"))
        );
        RuntimeApi.Next(Answer("id-1", "{}"));

        var error = await RuntimeApi.PostAsync();

        var cause = JsonElement.Parse(error.Field("Lambda-Runtime-Function-XRay-Error-Cause")!);
        cause
            .GetProperty("exceptions")
            .EnumerateArray()
            .Select(exception => exception.GetProperty("type").GetString())
            .ShouldBe(["System.IO.InvalidDataException", "System.FormatException"]);
        cause.GetProperty("working_directory").GetString().ShouldBe(AppContext.BaseDirectory);
        error.Head.ShouldNotContain("secret");
        error.Field("Forged").ShouldBeNull();
        await _poller.StopAsync();
    }

    [Theory]
    [InlineData("""{"warm":true}""", "/error")]
    [InlineData(null, "/response")]
    public async Task NameTheAttemptThatTheyAnswerWhereTheEventDid(string? payload, string call)
    {
        _ = _poller.Start();
        RuntimeApi.Answer("HTTP/1.1 410 Gone\r\nContent-Length: 4\r\n\r\nlate");
        RuntimeApi.Next(Answer("id-1", payload ?? Get("/hello"), "lambda-runtime-invocation-id: attempt-1\r\n"));
        RuntimeApi.Next(Answer("id-1", payload ?? Get("/hello"), "Lambda-Runtime-Invocation-Id: attempt-22\r\n"));
        RuntimeApi.Next(Answer("id-2", payload ?? Get("/hello")));

        var first = await RuntimeApi.PostAsync();
        first.Line.ShouldContain(call);
        first.Field("Lambda-Runtime-Invocation-Id").ShouldBe("attempt-1");
        (await RuntimeApi.PostAsync()).Field("Lambda-Runtime-Invocation-Id").ShouldBe("attempt-22");
        (await RuntimeApi.PostAsync()).Field("Lambda-Runtime-Invocation-Id").ShouldBeNull();
        await _poller.StopAsync();
        _poller.Lines.ShouldContain(line => line.EndsWith("with 410: late\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AreLoggedWithTheirIdWhereNobodyTakesThem()
    {
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", """{"Records":[{"eventSource":"aws:sqs"}]}"""));
        await RuntimeApi.PostAsync();
        await _poller.StopAsync();

        _poller
            .Lines.Single()
            .ShouldStartWith("[Function] Error: The invocation id-1 was refused. The event is an event of Amazon SQS");
    }

    [Fact]
    public async Task AreAskedForAgainWhenTheVeryFirstConnectionIsLost()
    {
        _ = _poller.Start();
        RuntimeApi.Next(ScriptedRuntimeApi.Close);
        RuntimeApi.Next(Answer("id-1", Get("/hello")));

        (await RuntimeApi.PostAsync()).Connection.ShouldBe(2);
        await _poller.StopAsync();
    }

    [Fact]
    public async Task SurviveAnExceptionThatCannotBeWritten()
    {
        _ = _poller.Start();
        _poller.Adapter.OnEvent((_, _) => throw new UnspeakableException());
        RuntimeApi.Next(Answer("id-1", "{}"));
        RuntimeApi.Next(Answer("id-2", Get("/hello")));

        (await RuntimeApi.PostAsync())
            .Field("Lambda-Runtime-Function-Error-Type")
            .ShouldBe("Function.UnspeakableException");
        (await RuntimeApi.PostAsync()).Body.ShouldContain("\"hello\"");
        await _poller.StopAsync();
        _poller.Lines.Single().ShouldStartWith("[Function] Error: The invocation id-1 failed: ");
        _poller.Lines.Single().ShouldContain("UnspeakableException (its text cannot be had");
    }

    [Fact]
    public async Task HaveNoDeadlineWhereItIsNoDate()
    {
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", Get("/hello"), "Lambda-Runtime-Deadline-Ms: 999999999999999999\r\n"));

        (await RuntimeApi.PostAsync()).Body.ShouldContain("\"hello\"");
        await _poller.StopAsync();
    }

    [Fact]
    public async Task EndWithAClearErrorWhenNextIsRefused()
    {
        var running = _poller.Start();
        RuntimeApi.Next("HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops");

        (await Should.ThrowAsync<IOException>(running)).Message.ShouldBe(
            "The Runtime API answered next with 500: oops"
        );
    }

    [Fact]
    public async Task EndWithAClearErrorWhenTheyHaveNoId()
    {
        var running = _poller.Start();
        RuntimeApi.Next("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: \r\nContent-Length: 2\r\n\r\n{}");

        (await Should.ThrowAsync<IOException>(running)).Message.ShouldContain("no Lambda-Runtime-Aws-Request-Id");
    }

    private sealed class UnspeakableException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");

        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
