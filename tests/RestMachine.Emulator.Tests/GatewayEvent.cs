using System.Text;
using System.Text.Json;
using RestMachine.Emulator.FrontDoor;

namespace RestMachine.Emulator.Tests;

public sealed class GatewayEvent
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 4, 5, 6, TimeSpan.Zero);

    [Fact]
    public void HasTheMembersOfPayloadVersionTwo()
    {
        var root = Translate("DELETE", "/users/1");

        root.GetProperty("version").GetString().ShouldBe("2.0");
        root.GetProperty("routeKey").GetString().ShouldBe("$default");
        root.GetProperty("isBase64Encoded").GetBoolean().ShouldBeFalse();
        root.TryGetProperty("body", out _).ShouldBeFalse();
        root.TryGetProperty("cookies", out _).ShouldBeFalse();
        root.TryGetProperty("queryStringParameters", out _).ShouldBeFalse();
        var context = root.GetProperty("requestContext");
        context.GetProperty("stage").GetString().ShouldBe("$default");
        context.GetProperty("time").GetString().ShouldBe("23/Nov/2026:04:05:06 +0000");
        context.GetProperty("timeEpoch").GetInt64().ShouldBe(Now.ToUnixTimeMilliseconds());
        context.GetProperty("requestId").GetString().ShouldNotBeNullOrEmpty();
        var http = context.GetProperty("http");
        http.GetProperty("method").GetString().ShouldBe("DELETE");
        http.GetProperty("path").GetString().ShouldBe("/users/1");
        http.GetProperty("protocol").GetString().ShouldBe("HTTP/1.1");
        http.GetProperty("sourceIp").GetString().ShouldBe("127.0.0.1");
    }

    [Theory]
    [InlineData("/a%20b/%C3%BC", "/a b/ü", "")]
    [InlineData("/a%2Fb?q=%20x", "/a/b", "q=%20x")]
    [InlineData("/?", "/", "")]
    [InlineData("http://users.example/a?b", "/a", "b")]
    [InlineData("//a", "//a", "")]
    public void DecodesThePathAndLeavesTheQuery(string target, string path, string query)
    {
        var root = Translate("GET", target);

        root.GetProperty("rawPath").GetString().ShouldBe(path);
        root.GetProperty("rawQueryString").GetString().ShouldBe(query);
    }

    [Fact]
    public void JoinsQueryParametersByCommasAndDecodesThem()
    {
        var parameters = Translate("GET", "/?Name=a%2Cb&Name=c&empty=&alone").GetProperty("queryStringParameters");

        parameters.GetProperty("Name").GetString().ShouldBe("a,b,c");
        parameters.GetProperty("empty").GetString().ShouldBe("");
        parameters.GetProperty("alone").GetString().ShouldBe("");
    }

    [Fact]
    public void LowersAndJoinsFieldsAndTakesTheCookiesOut()
    {
        var root = Translate(
            "GET",
            "/",
            fields: [("X-Tag", "1"), ("x-tag", "2"), ("Cookie", "a=1; b=2"), ("User-Agent", "curl/8")]
        );

        root.GetProperty("headers").GetProperty("x-tag").GetString().ShouldBe("1,2");
        root.GetProperty("headers").TryGetProperty("cookie", out _).ShouldBeFalse();
        root.GetProperty("cookies").EnumerateArray().Select(cookie => cookie.GetString()).ShouldBe(["a=1", "b=2"]);
        root.GetProperty("requestContext").GetProperty("http").GetProperty("userAgent").GetString().ShouldBe("curl/8");
    }

    [Theory]
    [InlineData("application/json", false)]
    [InlineData("application/json; charset=utf-8", false)]
    [InlineData("text/plain", false)]
    [InlineData("application/xml", false)]
    [InlineData("application/problem+json", true)]
    [InlineData("", true)]
    [InlineData("application/octet-stream", true)]
    [InlineData("application/x-www-form-urlencoded", true)]
    [InlineData("image/png", true)]
    public void EncodesABinaryBody(string contentType, bool binary)
    {
        var root =
            contentType.Length == 0
                ? Translate("POST", "/", "hello")
                : Translate("POST", "/", "hello", ("Content-Type", contentType));

        root.GetProperty("isBase64Encoded").GetBoolean().ShouldBe(binary);
        root.GetProperty("body").GetString().ShouldBe(binary ? "aGVsbG8=" : "hello");
    }

    [Fact]
    public void EncodesTextThatIsNoUtf8OrIsCompressed()
    {
        var broken = new GatewayRequest
        {
            Method = "POST",
            Target = "/",
            Fields = [KeyValuePair.Create("content-type", "text/plain")],
            Body = [0xFF, 0xFE],
        };
        var compressed = Translate("POST", "/", "x", ("Content-Type", "text/plain"), ("Content-Encoding", "gzip"));

        Parse(broken).GetProperty("body").GetString().ShouldBe("//4=");
        compressed.GetProperty("isBase64Encoded").GetBoolean().ShouldBeTrue();
    }

    private static JsonElement Translate(
        string method,
        string target,
        string body = "",
        params (string Name, string Value)[] fields
    ) =>
        Parse(
            new GatewayRequest
            {
                Method = method,
                Target = target,
                Fields = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).ToArray(),
                Body = Encoding.UTF8.GetBytes(body),
            }
        );

    private static JsonElement Parse(GatewayRequest request)
    {
        using var document = JsonDocument.Parse(request.ToEvent(Now));
        return document.RootElement.Clone();
    }
}
