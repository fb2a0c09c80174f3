using System.Text;

namespace RestMachine.Emulator.Tests;

public sealed class RuntimeApi : IAsyncLifetime
{
    private const string Runtime = "/2018-06-01/runtime";

    private ProtocolServer server = null!;

    public async ValueTask InitializeAsync() => server = await ProtocolServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task GivesTheEventWithItsHeaders()
    {
        var next = server.RuntimeNextAsync();
        var invocation = await server.BeginInvocationAsync("""{"a":1}""");

        var answer = await next;

        answer.Status.ShouldBe(200);
        answer.Body.ShouldBe("""{"a":1}""");
        answer.Headers["Content-Type"].ShouldBe("application/json");
        answer.Headers["Lambda-Runtime-Aws-Request-Id"].ShouldBe(invocation.RequestId);
        answer.Headers["Lambda-Runtime-Invocation-Id"].ShouldBe(invocation.InvocationId);
        answer.Headers["Lambda-Runtime-Deadline-Ms"].ShouldBe("1790000000000");
        answer.Headers["Lambda-Runtime-Invoked-Function-Arn"].ShouldBe(invocation.FunctionArn);
        answer.Headers["Lambda-Runtime-Trace-Id"].ShouldBe(invocation.TraceId);
        answer.Headers.ShouldNotContainKey("Lambda-Runtime-Client-Context");
    }

    [Fact]
    public async Task GivesTheSameEventAgainWhileItsInvocationRuns()
    {
        var invocation = await server.BeginInvocationAsync();

        var again = await server.RuntimeNextAsync();

        again.Headers["Lambda-Runtime-Aws-Request-Id"].ShouldBe(invocation.RequestId);
    }

    [Theory]
    [InlineData("GET", "restore/next")]
    [InlineData("POST", "restore/error")]
    public async Task KnowsNoRestoreWithoutSnapStart(string method, string call) =>
        (
            await server.SendAsync(method, $"{Runtime}/{call}", method == "POST" ? ProtocolServer.Text("{}") : null)
        ).Status.ShouldBe(404);

    [Fact]
    public async Task AcceptsAResponseOnce()
    {
        var invocation = await server.BeginInvocationAsync();

        var first = await server.RespondAsync(invocation.RequestId, ProtocolServer.Text("1"));
        var second = await server.RespondAsync(invocation.RequestId, ProtocolServer.Text("2"));

        first.Status.ShouldBe(202);
        first.Body.ShouldBe("""{"status":"OK"}""");
        second.Status.ShouldBe(403);
        second.ErrorType.ShouldBe("InvalidStateTransition");
        Encoding.UTF8.GetString((await invocation.Answered).Payload).ShouldBe("1");
    }

    [Fact]
    public async Task RefusesAWrongRequestIdAndLetsTheRightOnePass()
    {
        var invocation = await server.BeginInvocationAsync();

        var wrong = await server.RespondAsync("another", ProtocolServer.Text("1"));
        var right = await server.RespondAsync(invocation.RequestId, ProtocolServer.Text("1"));

        wrong.Status.ShouldBe(400);
        wrong.ErrorType.ShouldBe("InvalidRequestID");
        right.Status.ShouldBe(202);
    }

    [Fact]
    public async Task RefusesTheAnswerToAnEarlierAttempt()
    {
        var invocation = await server.BeginInvocationAsync();

        var late = await server.RespondAsync(
            invocation.RequestId,
            ProtocolServer.Text("1"),
            ("Lambda-Runtime-Invocation-Id", "earlier")
        );
        var right = await server.RespondAsync(
            invocation.RequestId,
            ProtocolServer.Text("1"),
            ("Lambda-Runtime-Invocation-Id", invocation.InvocationId)
        );

        late.Status.ShouldBe(410);
        right.Status.ShouldBe(202);
    }

    [Fact]
    public async Task RefusesAResponseBeforeTheFirstNext()
    {
        var answer = await server.RespondAsync("any", ProtocolServer.Text("1"));

        answer.Status.ShouldBe(400);
        answer.ErrorType.ShouldBe("InvalidRequestID");
    }

    [Theory]
    [InlineData(0, 202)]
    [InlineData(1, 413)]
    public async Task TakesSixMebibytesAndAHundredBytes(int more, int status)
    {
        var invocation = await server.BeginInvocationAsync();
        using var content = new ByteArrayContent(new byte[(6 * 1024 * 1024) + 100 + more]);

        var answer = await server.RespondAsync(invocation.RequestId, content);

        answer.Status.ShouldBe(status);
        (await invocation.Answered).ErrorType.ShouldBe(more == 0 ? null : "Function.ResponseSizeTooLarge");
        if (more > 0)
        {
            answer.ErrorType.ShouldBe("RequestEntityTooLarge");
            answer.ErrorMessage.ShouldBe("Exceeded maximum allowed payload size (6291556 bytes).");
        }
    }

    [Fact]
    public async Task PassesAnErrorOn()
    {
        var invocation = await server.BeginInvocationAsync();

        var answer = await server.SendAsync(
            "POST",
            $"{Runtime}/invocation/{invocation.RequestId}/error",
            ProtocolServer.Text("""{"errorMessage":"no"}"""),
            ("Lambda-Runtime-Function-Error-Type", "Handler.Broken")
        );

        answer.Status.ShouldBe(202);
        (await invocation.Answered).ErrorType.ShouldBe("Handler.Broken");
    }

    [Fact]
    public async Task AcceptsAnInitErrorBeforeTheFirstNextOnly()
    {
        var before = await InitErrorAsync();
        var next = await server.RuntimeNextAsync();

        before.Status.ShouldBe(202);
        server.Generation.FirstFault!.Type.ShouldBe("Startup.Broken");
        next.Status.ShouldBe(403);
        next.ErrorType.ShouldBe("InvalidStateTransition");
    }

    [Fact]
    public async Task RefusesAnInitErrorAfterTheFirstNext()
    {
        await server.BeginInvocationAsync();

        var answer = await InitErrorAsync();

        answer.Status.ShouldBe(403);
        answer.ErrorType.ShouldBe("InvalidStateTransition");
        server.Generation.FirstFault.ShouldBeNull();
    }

    [Theory]
    [InlineData("streaming", 202)]
    [InlineData("Streaming", 202)]
    [InlineData("buffered", 400)]
    public async Task KnowsOneResponseMode(string mode, int status)
    {
        var invocation = await server.BeginInvocationAsync();

        var answer = await server.RespondAsync(
            invocation.RequestId,
            ProtocolServer.Text("1"),
            ("Lambda-Runtime-Function-Response-Mode", mode)
        );

        answer.Status.ShouldBe(status);
        if (status == 400)
        {
            answer.ErrorType.ShouldBe("InvalidFunctionResponseMode");
            (await server.RespondAsync(invocation.RequestId, ProtocolServer.Text("1"))).Status.ShouldBe(202);
        }
    }

    [Fact]
    public async Task HonoursTheTrailersOfAStreamedResponse()
    {
        var invocation = await server.BeginInvocationAsync();
        var body = Convert.ToBase64String("""{"errorMessage":"late"}"""u8);

        // HttpClient cannot send trailers.
        var answer = await server.SendRawAsync(
            $"POST {Runtime}/invocation/{invocation.RequestId}/response HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\nLambda-Runtime-Function-Response-Mode: streaming\r\n"
                + "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n"
                + "4\r\nhalf\r\n0\r\nLambda-Runtime-Function-Error-Type: Handler.Late\r\n"
                + $"Lambda-Runtime-Function-Error-Body: {body}\r\n\r\n"
        );

        answer.ShouldStartWith("HTTP/1.1 202 ");
        var given = await invocation.Answered;
        given.ErrorType.ShouldBe("Handler.Late");
        Encoding.UTF8.GetString(given.Payload).ShouldBe("""{"errorMessage":"late"}""");
    }

    [Theory]
    [InlineData("POST", "/2018-06-01/runtime/invocation/next", 405)]
    [InlineData("GET", "/2018-06-01/runtime/invocation/1/response", 405)]
    [InlineData("GET", "/2018-06-01/runtime/init/error", 405)]
    [InlineData("GET", "/2018-06-01/runtime/nothing", 404)]
    [InlineData("GET", "/2019-01-01/runtime/invocation/next", 404)]
    [InlineData("PUT", "/2022-07-01/telemetry", 202)]
    [InlineData("PUT", "/2020-08-15/logs", 202)]
    public async Task AnswersOtherPathsAndMethods(string method, string path, int status)
    {
        (await server.SendAsync(method, path)).Status.ShouldBe(status);
    }

    private Task<Answer> InitErrorAsync() =>
        server.SendAsync(
            "POST",
            $"{Runtime}/init/error",
            ProtocolServer.Text("{}"),
            ("Lambda-Runtime-Function-Error-Type", "Startup.Broken")
        );
}
