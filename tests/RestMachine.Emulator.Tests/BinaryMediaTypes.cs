using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RestMachine.Emulator.FrontDoor;

namespace RestMachine.Emulator.Tests;

/// <summary>A REST API passes everything as text but what its binaryMediaTypes name.</summary>
public sealed class BinaryMediaTypes : IDisposable
{
    private const string Answer =
        """{"statusCode":200,"headers":{"content-type":"image/png"},"body":"AP8=","isBase64Encoded":true}""";

    private readonly Doubles doubles = new();

    public void Dispose() => doubles.Dispose();

    [Theory]
    [InlineData("application/octet-stream", "", "\0\ufffd", false)] // Lost: it is no UTF-8.
    [InlineData("application/octet-stream", "image/*", "\0\ufffd", false)]
    [InlineData("application/octet-stream", "image/*,application/octet-stream", "AP8=", true)]
    [InlineData("Image/PNG; a=b", "image/*", "AP8=", true)]
    [InlineData("application/json", "*/*", "AP8=", true)]
    [InlineData(null, "*/*", "AP8=", true)]
    [InlineData(null, "application/octet-stream", "\0\ufffd", false)]
    public void DecideHowTheContentOfARequestArrives(string? sent, string types, string body, bool isBase64)
    {
        var request = new GatewayRequest
        {
            Method = "POST",
            Target = "/",
            Fields = sent is null ? [] : [KeyValuePair.Create("Content-Type", sent)],
            Body = [0x00, 0xff],
        };

        var root = JsonElement.Parse(request.ToEvent(DateTimeOffset.UnixEpoch, FrontDoorKind.RestApi, Split(types)));

        root.GetProperty("body").GetString().ShouldBe(body);
        root.GetProperty("isBase64Encoded").GetBoolean().ShouldBe(isBase64);
    }

    [Theory]
    [InlineData("image/png", "", "AP8=")]
    [InlineData("image/png", "image/jpeg", "AP8=")]
    [InlineData("image/png, */*", "image/png", "\0\xff")]
    [InlineData("image/png;q=0.5", "image/*", "\0\xff")]
    [InlineData("text/html, image/png", "image/*", "AP8=")] // Only the first type counts.
    [InlineData("*/*", "image/*", "AP8=")]
    [InlineData(null, "image/*", "AP8=")]
    [InlineData(null, "*/*", "\0\xff")]
    public async Task DecideWhetherTheClientGetsBytes(string? accepted, string types, string content)
    {
        var options = doubles.Options(variables: ("FUNCTION_ANSWER", Answer)) with
        {
            FrontDoor = FrontDoorKind.RestApi,
            BinaryMediaTypes = Split(types),
        };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/");
        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accepted).ShouldBeTrue();
        }

        using var response = await environment.SendAsync(request, Doubles.Cancellation);

        response.Content.Headers.ContentType.ShouldBe(new MediaTypeHeaderValue("image/png"));
        Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(Doubles.Cancellation)).ShouldBe(content);
    }

    [Fact]
    public async Task AreRefusedBehindADoorThatHasNone()
    {
        var options = doubles.Options() with { BinaryMediaTypes = ["*/*"] };

        var exception = await Should.ThrowAsync<ArgumentException>(() =>
            LambdaEnvironment.StartAsync(options, Doubles.Cancellation)
        );

        exception.Message.ShouldContain("BinaryMediaTypes is set, but FrontDoor is HttpApi: only RestApi has them.");
    }

    private static string[] Split(string types) => types.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
