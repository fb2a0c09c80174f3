using System.Text.Json.Nodes;

namespace RestMachine.Aws.Tests.Events;

public sealed class ResponseToAnEvent
{
    public static TheoryData<string> All =>
        [TestEvents.HttpApi, TestEvents.RestApi, TestEvents.Alb, TestEvents.AlbMultiValue];

    [Theory]
    [MemberData(nameof(All))]
    public async Task CarriesBinaryInBase64(string payload)
    {
        var answer = await Answer(payload, new Response(200, "application/octet-stream", new byte[] { 0x00, 0xff }));

        answer["body"]!.GetValue<string>().ShouldBe("AP8=");
        answer["isBase64Encoded"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task CarriesEncodedContentInBase64ThoughItsTypeIsText(string payload)
    {
        var response = new Response(200, "text/plain", "gzip"u8.ToArray());
        response.Headers.Add("Content-Encoding", "gzip");

        (await Answer(payload, response))["isBase64Encoded"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task CarriesTextThatIsNoUtf8InBase64(string payload)
    {
        var answer = await Answer(payload, new Response(200, "text/plain", new byte[] { 0xc3, 0x28 }));

        answer["body"]!.GetValue<string>().ShouldBe("wyg=");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task CarriesTextAsText(string payload)
    {
        var answer = await Answer(payload, new Response(200, "text/plain", "gr\"üße\n😀"u8.ToArray()));

        answer["body"]!.GetValue<string>().ShouldBe("gr\"üße\n😀");
        answer["isBase64Encoded"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task HasEveryCookieWhetherItWasSetAsCookieOrAsField(string payload)
    {
        var response = new Response(204);
        response.Headers.Add("set-cookie", "a=1");
        response.Headers.Add("Set-Cookie", "b=2");
        response.Cookies.Add(new Cookie("c", "3"));
        response.Cookies.Add(new Cookie("d", "4"));

        var answer = await Answer(payload, response);

        var cookies =
            answer["cookies"]?.AsArray().Select(cookie => cookie!.GetValue<string>())
            ?? answer["multiValueHeaders"]?["Set-Cookie"]?.AsArray().Select(cookie => cookie!.GetValue<string>())
            ?? answer["headers"]!
                .AsObject()
                .Where(field => field.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
                .Select(field => field.Value!.GetValue<string>());
        cookies.Select(cookie => cookie[..3]).ShouldBe(["a=1", "b=2", "c=3", "d=4"]);
    }

    [Theory]
    [InlineData(200, "200 OK")]
    [InlineData(404, "404 Not Found")]
    [InlineData(416, "416 Range Not Satisfiable")]
    [InlineData(503, "503 Service Unavailable")]
    public async Task OfALoadBalancerHasAStatusDescription(int status, string description)
    {
        (await Answer(TestEvents.Alb, new Response(status)))["statusDescription"]!
            .GetValue<string>()
            .ShouldBe(description);
        (await Answer(TestEvents.AlbMultiValue, new Response(status)))["statusDescription"]!
            .GetValue<string>()
            .ShouldBe(description);
    }

    [Fact]
    public async Task OfALoadBalancerHasMultiValueHeadersOnlyWhereTheEventHas()
    {
        var single = await Answer(TestEvents.Alb, new Response(204));
        var multi = await Answer(TestEvents.AlbMultiValue, new Response(204));

        (single["headers"] is not null, single["multiValueHeaders"] is null).ShouldBe((true, true));
        (multi["headers"] is null, multi["multiValueHeaders"] is not null).ShouldBe((true, true));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task HasNoContentWhereTheStatusAllowsNone(int status) =>
        (await Answer(TestEvents.RestApi, new Response(status, "text/plain", "x"u8.ToArray())))["body"]!
            .GetValue<string>()
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(All))]
    public async Task IsA500WithoutTheTextWhereACookieCannotBeWritten(string payload)
    {
        var response = new Response(200, "text/plain", "secret"u8.ToArray());
        response.Cookies.Add(new Cookie("a", "1") { Path = "/;forged" });

        var answer = await Answer(payload, response);

        answer["statusCode"]!.GetValue<int>().ShouldBe(500);
        answer.ToJsonString().ShouldNotContain("secret");
        answer.ToJsonString().ShouldNotContain("forged");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task SurvivesAFieldThatIsNoUnicodeText(string payload)
    {
        var response = new Response(204);
        response.Headers.Add("X-Broken", "\ud800");

        (await Answer(payload, response)).ToJsonString().ShouldContain("X-Broken");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task DoesNotTellWhatAHandlerThrew(string payload)
    {
        var application = new RestApplication();
        application.Get("/", string () => throw new InvalidDataException("the password"));

        var answer = await application.AnswerAsync(payload);

        answer.ShouldContain("\"statusCode\":500");
        answer.ShouldNotContain("password");
        answer.ShouldNotContain("InvalidDataException");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task MayComeLater(string payload)
    {
        var application = new RestApplication();
        application.Get(
            "/",
            async () =>
            {
                await Task.Yield();
                return "later";
            }
        );

        (await application.AnswerAsync(payload)).ShouldContain("\"body\":\"later\"");
    }

    private static async Task<JsonNode> Answer(string payload, Response response)
    {
        var application = new RestApplication();
        application.Get("/", () => response);
        return JsonNode.Parse(await application.AnswerAsync(payload))!;
    }
}
