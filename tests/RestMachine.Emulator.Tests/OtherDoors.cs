using System.Text;
using System.Text.Json;
using RestMachine.Emulator.FrontDoor;

namespace RestMachine.Emulator.Tests;

public sealed class OtherDoors
{
    [Fact]
    public void RestApiSendsTheRawPathAndTheDecodedQuery()
    {
        var root = Translate(FrontDoorKind.RestApi, "/a%2Fb?x=%20&x=2&y");

        root.GetProperty("path").GetString().ShouldBe("/a%2Fb");
        root.GetProperty("resource").GetString().ShouldBe("/{proxy+}");
        root.GetProperty("pathParameters").GetProperty("proxy").GetString().ShouldBe("a%2Fb");
        root.GetProperty("queryStringParameters").GetProperty("x").GetString().ShouldBe("2");
        Texts(root.GetProperty("multiValueQueryStringParameters").GetProperty("x")).ShouldBe([" ", "2"]);
        Texts(root.GetProperty("multiValueHeaders").GetProperty("X-Tag")).ShouldBe(["1", "2"]);
        root.GetProperty("headers").GetProperty("X-Tag").GetString().ShouldBe("2");
        root.GetProperty("requestContext").GetProperty("path").GetString().ShouldBe("/local/a%2Fb");
        root.GetProperty("body").GetString().ShouldBe("{}");
    }

    [Fact]
    public void RestApiSendsNullsWhereThereIsNothing()
    {
        var root = Translate(FrontDoorKind.RestApi, "/", "");

        root.GetProperty("resource").GetString().ShouldBe("/");
        foreach (
            var name in new[] { "pathParameters", "queryStringParameters", "multiValueQueryStringParameters", "body" }
        )
        {
            root.GetProperty(name).ValueKind.ShouldBe(JsonValueKind.Null);
        }
    }

    [Fact]
    public void FunctionUrlSendsTheRawPathAndADomainOfItsOwn()
    {
        var root = Translate(FrontDoorKind.FunctionUrl, "/a%2Fb");

        root.GetProperty("rawPath").GetString().ShouldBe("/a%2Fb");
        root.GetProperty("requestContext").GetProperty("domainName").GetString()!.ShouldContain(".lambda-url.");
    }

    [Fact]
    public void AlbDecodesNothingAndSendsTheLastValue()
    {
        var root = Translate(FrontDoorKind.Alb, "/a%2Fb?x=%20&x=a+b");

        root.GetProperty("path").GetString().ShouldBe("/a%2Fb");
        root.GetProperty("queryStringParameters").GetProperty("x").GetString().ShouldBe("a+b");
        root.GetProperty("headers").GetProperty("x-tag").GetString().ShouldBe("2");
        root.TryGetProperty("multiValueHeaders", out _).ShouldBeFalse();
        root.GetProperty("requestContext").TryGetProperty("elb", out _).ShouldBeTrue();
    }

    [Fact]
    public void AlbWithMultiValueHeadersSendsEveryValue()
    {
        var root = Translate(FrontDoorKind.AlbMultiValue, "/?x=%20&x=a+b");

        Texts(root.GetProperty("multiValueQueryStringParameters").GetProperty("x")).ShouldBe(["%20", "a+b"]);
        Texts(root.GetProperty("multiValueHeaders").GetProperty("x-tag")).ShouldBe(["1", "2"]);
        root.TryGetProperty("headers", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(FrontDoorKind.RestApi, "m=1,m=2,s=3")]
    [InlineData(FrontDoorKind.Alb, "m=0,s=3")]
    [InlineData(FrontDoorKind.AlbMultiValue, "m=1,m=2")]
    public void ReadTheFieldsOfTheirForm(FrontDoorKind kind, string expected)
    {
        var answer = Answer(
            kind,
            """{"statusCode":200,"headers":{"m":"0","s":"3"},"multiValueHeaders":{"m":["1","2"]},"body":"x"}"""
        );

        string.Join(',', answer.Fields.Select(field => $"{field.Key}={field.Value}")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"statusCode":"200"}""")]
    [InlineData("""{"statusCode":99}""")]
    [InlineData("""{"statusCode":101}""")]
    [InlineData("""{"statusCode":200,"multiValueHeaders":{"a":["b\r\nc: d"]}}""")]
    [InlineData("""{"statusCode":200,"body":{}}""")]
    [InlineData("""{"statusCode":200,"multiValueHeaders":{"a":"b"}}""")]
    public void AnswerWhatIsNotOfTheFormWithABadGateway(string payload)
    {
        Answer(FrontDoorKind.RestApi, payload).Status.ShouldBe(502);
        Answer(FrontDoorKind.AlbMultiValue, payload).Status.ShouldBe(502);
    }

    [Theory]
    [InlineData(FrontDoorKind.Alb, 1024 * 1024, 1024 * 1024 - 100, 200)]
    [InlineData(FrontDoorKind.Alb, 1024 * 1024 + 1, 0, 413)]
    [InlineData(FrontDoorKind.AlbMultiValue, 0, 1024 * 1024, 502)]
    [InlineData(FrontDoorKind.RestApi, 1024 * 1024 + 1, 1024 * 1024, 200)]
    public async Task OfALoadBalancerTakeAMegabyteAndNoMore(FrontDoorKind kind, int sent, int answered, int status)
    {
        var answer = $$"""{"statusCode":200,"body":"{{new string('x', answered)}}"}""";
        var gateway = new Gateway(
            new LambdaEnvironmentOptions { Command = ["/function"], FrontDoor = kind },
            TimeProvider.System,
            (_, _, _) =>
                Task.FromResult<InvocationResult?>(new() { RequestId = "1", Payload = Encoding.UTF8.GetBytes(answer) })
        );
        var request = new GatewayRequest
        {
            Method = "POST",
            Target = "/",
            Fields = [],
            Body = new byte[sent],
        };

        (await gateway.ForwardAsync(request, Doubles.Cancellation)).Status.ShouldBe(status);
    }

    private static GatewayResponse Answer(FrontDoorKind kind, string payload) =>
        GatewayResponse.From(new InvocationResult { RequestId = "1", Payload = Encoding.UTF8.GetBytes(payload) }, kind);

    private static IEnumerable<string?> Texts(JsonElement array) =>
        array.EnumerateArray().Select(element => element.GetString());

    private static JsonElement Translate(FrontDoorKind kind, string target, string body = "{}") =>
        JsonElement.Parse(
            new GatewayRequest
            {
                Method = "POST",
                Target = target,
                Fields =
                [
                    KeyValuePair.Create("Content-Type", "application/json"),
                    KeyValuePair.Create("X-Tag", "1"),
                    KeyValuePair.Create("X-Tag", "2"),
                ],
                Body = Encoding.UTF8.GetBytes(body),
            }.ToEvent(new DateTimeOffset(2026, 11, 23, 4, 5, 6, TimeSpan.Zero), kind)
        );
}
