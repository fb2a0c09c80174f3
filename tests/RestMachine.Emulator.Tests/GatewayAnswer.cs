using System.Text;
using RestMachine.Emulator.FrontDoor;

namespace RestMachine.Emulator.Tests;

public sealed class GatewayAnswer
{
    [Theory]
    [InlineData("""{"hello":"world"}""", """{"hello":"world"}""")]
    [InlineData("""[1,2]""", """[1,2]""")]
    [InlineData("\"Hello\"", "Hello")]
    [InlineData("7", "7")]
    public void InfersTheResponseFromAPayloadWithoutStatusCode(string payload, string body)
    {
        var answer = From(payload);

        answer.Status.ShouldBe(200);
        answer.Fields.ShouldBe([KeyValuePair.Create("content-type", "application/json")]);
        Encoding.UTF8.GetString(answer.Body).ShouldBe(body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"statusCode":"abc"}""")]
    [InlineData("""{"statusCode":1000}""")]
    [InlineData("""{"statusCode":100}""")]
    [InlineData("""{"statusCode":"99999999999"}""")]
    [InlineData("""{"statusCode":2e2000}""")]
    [InlineData("""{"statusCode":200,"headers":{"X":"a\r\nForged: 1"}}""")]
    [InlineData("""{"statusCode":200,"headers":{"X":"a\u0000"}}""")]
    [InlineData("""{"statusCode":200,"headers":{"X Y":"a"}}""")]
    [InlineData("""{"statusCode":200,"headers":{"":"a"}}""")]
    [InlineData("""{"statusCode":200,"cookies":["a=1\nb"]}""")]
    [InlineData("""{"statusCode":200,"body":{}}""")]
    [InlineData("""{"statusCode":200,"body":"%","isBase64Encoded":true}""")]
    public void AnswersAnInvalidPayloadWithAnInternalServerError(string payload)
    {
        var answer = From(payload);

        answer.Status.ShouldBe(500);
        Encoding.UTF8.GetString(answer.Body).ShouldBe("""{"message":"Internal Server Error"}""");
    }

    [Fact]
    public void TakesTheMembersOfPayloadVersionTwo()
    {
        var answer = From(
            """{"statusCode":"201","headers":{"X-A":"1","X-N":2},"cookies":["a=1"],"body":"AAE=","isBase64Encoded":true}"""
        );

        answer.Status.ShouldBe(201);
        answer.Body.ShouldBe([0, 1]);
        answer.Fields.ShouldBe([
            KeyValuePair.Create("X-A", "1"),
            KeyValuePair.Create("X-N", "2"),
            KeyValuePair.Create("content-type", "text/plain;charset=UTF-8"),
            KeyValuePair.Create("set-cookie", "a=1"),
        ]);
    }

    [Fact]
    public void AnswersAFunctionsErrorWithAnInternalServerError()
    {
        var result = new InvocationResult
        {
            RequestId = "1",
            Payload = "{}"u8.ToArray(),
            ErrorType = "Handler.Broken",
        };

        GatewayResponse.From(result).Status.ShouldBe(500);
    }

    private static GatewayResponse From(string payload) =>
        GatewayResponse.From(new InvocationResult { RequestId = "1", Payload = Encoding.UTF8.GetBytes(payload) });
}
