using System.Text;

namespace RestMachine.Aws.Tests.Events;

public sealed class RequestOfAnEvent
{
    [Fact]
    public void HasTheBodyInBytes()
    {
        Body(
                """
                "gr\u00fc\u00dfe \"\ud83d\ude00\""
                """,
                "false"
            )
            .ShouldBe("grüße \"😀\""u8.ToArray());
        Body("\"AP8=\"", "true").ShouldBe([0x00, 0xff]);
        Body("null", "true").ShouldBeEmpty();
        Body("{}", "false").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"a":"1","b":null,"c":["2"]}""", "null", "a=1&c=2")]
    [InlineData("""{"a":"2"}""", """{"a":["1","2"],"b":[]}""", "a=1&a=2")]
    [InlineData("""{"a&b":"=+ %"}""", "null", "a%26b=%3D%2B%20%25")]
    [InlineData("null", "null", "")]
    [InlineData("[]", "7", "")]
    public void HasTheQueryOfARestApiEncodedAgain(string parameters, string multiValueParameters, string expected) =>
        TestEvents
            .Read(
                $$$"""
                {"httpMethod":"GET","path":"/","queryStringParameters":{{{parameters}}},
                 "multiValueQueryStringParameters":{{{multiValueParameters}}}}
                """
            )
            .QueryString.ShouldBe(expected);

    [Fact]
    public void HasTheQueryOfALoadBalancerAsItIs() =>
        TestEvents
            .Read(
                """{"httpMethod":"GET","path":"/","queryStringParameters":{"a%26b":"%20+"},"requestContext":{"elb":{}}}"""
            )
            .QueryString.ShouldBe("a%26b=%20+");

    [Fact]
    public void TakesMultiValueHeadersBeforeOrAfterTheOthers()
    {
        const string Single = "\"headers\":{\"X\":\"2\"}";
        const string Multi = "\"multiValueHeaders\":{\"X\":[\"1\",\"2\"],\"\":[\"nameless\"]}";
        foreach (var members in new[] { $"{Single},{Multi}", $"{Multi},{Single}" })
        {
            var request = TestEvents.Read($$"""{"httpMethod":"GET","path":"/",{{members}}}""");
            request.Headers.All("x").ShouldBe(["1", "2"]);
            request.Headers.Count.ShouldBe(2);
        }
    }

    [Fact]
    public void SurvivesMembersOfTheWrongType()
    {
        var request = TestEvents.Read(
            """
            {"httpMethod":"GET","path":"/","headers":{"a":1,"b":{},"c":"d"},"multiValueHeaders":null,"cookies":{"x":[1]},
             "requestContext":{"requestId":[1],"stage":{},"http":"x","elb":null}}
            """
        );

        request.Headers.ShouldBe([KeyValuePair.Create("c", "d")]);
        request.Id.ShouldBe(EchoFunction.AwsRequestId);
    }

    [Fact]
    public void HasTheSingleValuesWhereTheMultiValuesAreEmpty()
    {
        var request = TestEvents.Read(
            """
            {"httpMethod":"GET","path":"/","headers":{"a":"1"},"multiValueHeaders":{},"queryStringParameters":{"q":"2"},
             "multiValueQueryStringParameters":{},"requestContext":{"elb":{}}}
            """
        );

        request.Headers["a"].ShouldBe("1");
        request.QueryString.ShouldBe("q=2");
        request.LambdaEvent!.Kind.ShouldBe(LambdaEventKind.Alb);
    }

    [Fact]
    public void LeavesOutWhatIsNoFieldName()
    {
        var request = TestEvents.Read(
            """{"httpMethod":"GET","path":"/","headers":{"a b":"1","c:":"2","d":"3"},"requestContext":{}}"""
        );

        request.Headers.ShouldBe([KeyValuePair.Create("d", "3")]);
    }

    [Fact]
    public void MayBeDeepJson()
    {
        var deep = new string('[', 400) + new string(']', 400);

        TestEvents.Read($$"""{"httpMethod":"GET","path":"/a","requestContext":{"x":{{deep}} } }""").Path.ShouldBe("/a");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("203.0.113.7, 198.51.100.1", "198.51.100.1")]
    [InlineData("198.51.100.1:43210", "198.51.100.1")]
    [InlineData("[2001:db8::1]:43210", "2001:db8::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("unknown", "unknown")]
    public void KnowsTheClientOfALoadBalancer(string forwarded, string? expected) =>
        TestEvents
            .Read(
                $$$"""
                {"httpMethod":"GET","path":"/","headers":{"x-forwarded-for":"{{{forwarded}}}"},
                 "requestContext":{"elb":{} } }
                """
            )
            .SourceIp.ShouldBe(expected);

    [Theory]
    [InlineData("", "no JSON document")]
    [InlineData("{", "it breaks off, or is deeper than 512 levels, in line 1")]
    [InlineData("{} {}", "no JSON document")]
    [InlineData("""{"rawPath":"\ud800","requestContext":{"http":{"method":"GET"}}}""", "no Unicode text")]
    [InlineData("""{"httpMethod":"POST","path":"/","body":"\udc00"}""", "no Unicode text")]
    [InlineData("""{"httpMethod":"POST","path":"/","body":"?","isBase64Encoded":true}""", "its body is no base64")]
    [InlineData("""{"httpMethod":"GET","path":"/","headers":{"a":"b\r\nc"}}""", "no HTTP headers")]
    public void IsRefusedWithTheReason(string payload, string message) =>
        Should.Throw<UnrecognizedEventException>(() => TestEvents.Read(payload)).Message.ShouldContain(message);

    private static byte[] Body(string body, string isBase64) =>
        TestEvents
            .Read($$$"""{"isBase64Encoded":{{{isBase64}}},"body":{{{body.Trim()}}},"httpMethod":"POST","path":"/"}""")
            .Body.ToArray();
}
