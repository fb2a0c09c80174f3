using System.Net;
using System.Net.Sockets;
using System.Text;
using RestMachine.Emulator.FrontDoor;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.Tests;

public sealed class StreamedAnswers
{
    private const string WithPrelude = "application/vnd.awslambda.http-integration-response";
    private const string Prelude = """{"statusCode":201,"headers":{"a":"1"},"cookies":["b=2"]}""";
    private const string Nuls = "\0\0\0\0\0\0\0\0";

    private readonly AnswerStream stream = new();

    private static CancellationToken Cancellation => Doubles.Cancellation;

    [Fact]
    public async Task AreThereBeforeTheFunctionHasEnded()
    {
        await using var server = await ProtocolServer.StartAsync();
        var invocation = await server.BeginInvocationAsync(stream: stream);
        using var function = await server.ConnectAsync();
        var head =
            $"POST /2018-06-01/runtime/invocation/{invocation.RequestId}/response HTTP/1.1\r\nHost: x\r\n"
            + $"Content-Type: {WithPrelude}\r\nTransfer-Encoding: chunked\r\n"
            + "Lambda-Runtime-Function-Response-Mode: streaming\r\n\r\n";
        await SendAsync(function, $"{head}{Chunk(Prelude[..9])}");
        await SendAsync(function, Chunk(Prelude[9..] + Nuls + "one"));

        var response = (await StreamedAnswer.ReadAsync(stream, FrontDoorKind.FunctionUrl, Cancellation))!;

        response.Status.ShouldBe(201);
        response.Fields.ShouldContain(KeyValuePair.Create("set-cookie", "b=2"));
        (await ReadAsync(response)).ShouldBe("one");
        invocation.Answered.IsCompleted.ShouldBeFalse();
        await SendAsync(function, $"{Chunk("two")}0\r\n\r\n");
        (await ReadAsync(response)).ShouldBe("two");
        Encoding.UTF8.GetString((await invocation.Answered).Payload).ShouldBe($"{Prelude}{Nuls}onetwo");
    }

    [Fact]
    public async Task AreNoneWhereTheFunctionAnswersAsAWhole()
    {
        stream.End(Succeeded);

        (await StreamedAnswer.ReadAsync(stream, FrontDoorKind.FunctionUrl, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task WithoutAPreludeAreTheContentItself()
    {
        stream.Begin("text/csv");
        await stream.WriteAsync("a;b"u8.ToArray());

        var response = (await StreamedAnswer.ReadAsync(stream, FrontDoorKind.FunctionUrl, Cancellation))!;

        response.Fields.ShouldBe([KeyValuePair.Create("content-type", "text/csv")]);
        (await ReadAsync(response)).ShouldBe("a;b");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no JSON\0\0\0\0\0\0\0\0")]
    [InlineData("{\"statusCode\":99}\0\0\0\0\0\0\0\0")]
    public async Task OfAnotherFormAreTheDoorsOwnError(string content)
    {
        stream.Begin(WithPrelude);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(content));
        stream.End(Succeeded);

        var response = (await StreamedAnswer.ReadAsync(stream, FrontDoorKind.RestApi, Cancellation))!;

        response.Status.ShouldBe(502);
    }

    [Fact]
    public async Task ThatBreakOffSaySoToWhoeverReadsThem()
    {
        stream.Begin(WithPrelude);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Prelude + Nuls));
        var response = (await StreamedAnswer.ReadAsync(stream, FrontDoorKind.FunctionUrl, Cancellation))!;

        stream.End(Succeeded with { ErrorType = "Runtime.ExitError" });

        (await Should.ThrowAsync<IOException>(() => ReadAsync(response))).Message.ShouldContain("Runtime.ExitError");
    }

    [Fact]
    public async Task AreRefusedBehindADoorThatCannotStream()
    {
        using var doubles = new Doubles();
        var options = doubles.Options() with { Streaming = true };

        var exception = await Should.ThrowAsync<ArgumentException>(() =>
            LambdaEnvironment.StartAsync(options, Cancellation)
        );

        exception.Message.ShouldContain("FrontDoor is HttpApi: only FunctionUrl and RestApi can stream");
    }

    private static InvocationResult Succeeded => new() { RequestId = "1", Payload = default };

    private static string Chunk(string text) => $"{text.Length:X}\r\n{text}\r\n";

    private static async Task SendAsync(TcpClient function, string text) =>
        await function.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);

    private static async Task<string> ReadAsync(GatewayResponse response)
    {
        var read = await response.Rest!.ReadAsync(Cancellation);
        var text = Encoding.UTF8.GetString(read.Buffer);
        response.Rest.AdvanceTo(read.Buffer.End);
        return text;
    }
}
