using System.Text;
using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.Lifecycle;

public sealed class EveryFrontDoor
{
    [Theory]
    [InlineData(FrontDoorKind.HttpApi, "a/b+c", "one, two")]
    [InlineData(FrontDoorKind.FunctionUrl, "a/b+c", "one, two")]
    [InlineData(FrontDoorKind.RestApi, "a/b+c", "one, two")]
    [InlineData(FrontDoorKind.Alb, "a/b+c", "two")]
    [InlineData(FrontDoorKind.AlbMultiValue, "a/b+c", "one, two")]
    public async Task CarriesARequestToTheFunctionAndItsAnswerBack(FrontDoorKind kind, string rest, string field)
    {
        await using var environment = await FunctionUnderTest.StartAsync(
            hasLayer: false,
            configure: options =>
                options with
                {
                    FrontDoor = kind,
                    BinaryMediaTypes = kind == FrontDoorKind.RestApi ? ["*/*"] : [],
                }
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/echo/a%2Fb+c?tag=x%2By+z")
        {
            Content = new ByteArrayContent([0x00, 0xff]),
        };
        request.Headers.Add("X-Tag", ["one", "two"]);

        using var response = await environment.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(201);
        response.Headers.GetValues("Set-Cookie").Select(cookie => cookie[..3]).ShouldBe(["a=1", "b=2"]);
        response.Headers.GetValues("X-Rest").ShouldBe([rest]);
        response.Headers.GetValues("X-Query").ShouldBe(["x+y z"]);
        response
            .Headers.GetValues("X-Field")
            .Select(value => value.Replace(",", ", ").Replace("  ", " "))
            .ShouldBe([field]);
        response.Headers.GetValues("X-Kind").ShouldBe([kind.ToString()]);
        response.Headers.GetValues("X-Function").ShouldBe(["function"]);
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe([0x00, 0xff]);
    }

    [Fact]
    public async Task IsPassedByAnEventThatNobodyTakes()
    {
        await using var environment = await FunctionUnderTest.StartAsync(hasLayer: false);

        var result = await environment.InvokeAsync(
            """{"Records":[{"eventSource":"aws:sqs"}]}"""u8.ToArray(),
            TestContext.Current.CancellationToken
        );

        result.ErrorType.ShouldBe("Function.UnrecognizedEvent");
        Encoding.UTF8.GetString(result.Payload.Span).ShouldContain("an event of Amazon SQS");
        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");
    }
}
