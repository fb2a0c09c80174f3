using RestMachine.Aws.Tests.Lifecycle;
using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.ClassLibrary;

public sealed class FunctionOfAmazonsPackages
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("RestApiFunction", FrontDoorKind.RestApi)]
    [InlineData("HttpApiFunction", FrontDoorKind.HttpApi)]
    [InlineData("HttpApiFunction", FrontDoorKind.FunctionUrl)]
    public async Task StartsServesItsTypedHandlerAndShutsDown(string type, FrontDoorKind kind)
    {
        await using var environment = await ClassLibraryUnderTest.StartAsync(
            type: type,
            configure: options =>
                options with
                {
                    FrontDoor = kind,
                    BinaryMediaTypes = kind == FrontDoorKind.RestApi ? ["*/*"] : [],
                }
        );
        environment.Init.EnsureSucceeded();
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/echo/a%20b")
        {
            Content = new ByteArrayContent([0x00, 0xff]),
        };

        using var response = await environment.SendAsync(request, Cancellation);
        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        ((int)response.StatusCode).ShouldBe(201);
        response.Headers.GetValues("X-Id").ShouldBe(["a b"]);
        response.Headers.GetValues("X-Function").ShouldBe(["function 36"]);
        response.Headers.GetValues("Set-Cookie").Select(cookie => cookie[..3]).ShouldBe(["a=1", "b=2"]);
        (await response.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe([0x00, 0xff]);
        environment.Lines(LogSource.Function).Count(line => line == "closed").ShouldBe(1);
    }
}
