using System.Text;
using RestMachine.Aws.Events;

namespace RestMachine.Aws.Tests.Events;

public class HttpApiEvents
{
    [Fact]
    public void BecomeRequests()
    {
        var request = Read(
            """
            {"version":"2.0","rawPath":"/a%2Fb","rawQueryString":"x=1&x=2","cookies":["a=1","b=2"],
             "headers":{"content-type":"text/plain","x-one":"1, 2"},
             "requestContext":{"http":{"method":"PUT","path":"/a%2Fb"},"requestId":"id-1"},
             "body":"grüße","isBase64Encoded":false}
            """
        );

        request.Method.ShouldBe("PUT");
        request.Path.ShouldBe("/a%2Fb");
        request.QueryString.ShouldBe("x=1&x=2");
        request.Headers["X-One"].ShouldBe("1, 2");
        request.Cookies["b"].ShouldBe("2");
        request.Id.ShouldBe("id-1");
        Encoding.UTF8.GetString(request.Body.Span).ShouldBe("grüße");
    }

    [Fact]
    public void CarryBinaryBodiesInBase64()
    {
        var request = Read(
            """
            {"rawPath":"/","requestContext":{"http":{"method":"POST"}},"body":"AP8=","isBase64Encoded":true}
            """
        );

        request.Body.ToArray().ShouldBe([0x00, 0xff]);
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("[]", "a JSON array")]
    [InlineData("""{"Records":[],"x":1}""", "an object with the members Records, x")]
    [InlineData("""{"rawPath":"/","requestContext":{"http":{"method":1}}}""", "expected API Gateway's HTTP API")]
    [InlineData("""{"rawPath":"\ud800","requestContext":{"http":{"method":"GET"}}}""", "no Unicode text")]
    [InlineData(
        """{"rawPath":"/","requestContext":{"http":{"method":"POST"}},"body":"?","isBase64Encoded":true}""",
        "no base64"
    )]
    [InlineData(
        """{"rawPath":"/","requestContext":{"http":{"method":"GET"}},"headers":{"a":"b\r\nc"}}""",
        "no HTTP headers"
    )]
    public void AreRefusedWithWhatWasRecognised(string payload, string message) =>
        Should.Throw<UnrecognizedEventException>(() => Read(payload)).Message.ShouldContain(message);

    [Fact]
    public void AreAnsweredWithTextHeadersAndCookies()
    {
        var response = new Response(201, "text/plain; charset=utf-8", "grüße"u8.ToArray());
        response.Headers.Add("X-One", "1");
        response.Headers.Add("x-one", "2");
        response.Cookies.Add(new Cookie("a", "1"));
        response.Cookies.Add(new Cookie("b", "2"));

        Encoding
            .UTF8.GetString(HttpApiResponse.Write(response))
            .ShouldBe(
                """
                {"statusCode":201,"headers":{"Content-Type":"text/plain; charset=utf-8","X-One":"1, 2"},
                "cookies":["a=1; SameSite=Lax; Secure; HttpOnly","b=2; SameSite=Lax; Secure; HttpOnly"],
                "body":"gr\u00FC\u00DFe","isBase64Encoded":false}
                """.ReplaceLineEndings("")
            );
    }

    [Fact]
    public void AreAnsweredInBase64WhereTheContentIsBinary()
    {
        var response = new Response(200, "application/octet-stream", new byte[] { 0x00, 0xff });

        Encoding
            .UTF8.GetString(HttpApiResponse.Write(response))
            .ShouldEndWith("\"body\":\"AP8=\",\"isBase64Encoded\":true}");
    }

    private static Request Read(string payload) => HttpApiEvent.Read(Encoding.UTF8.GetBytes(payload));
}
