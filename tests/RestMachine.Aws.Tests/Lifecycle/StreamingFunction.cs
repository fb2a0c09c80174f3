using System.Text;
using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>The lifecycle function behind a front door that passes on what comes.</summary>
public sealed class StreamingFunction : IDisposable
{
    private readonly Gate _gate = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _gate.Dispose();

    [Theory]
    [InlineData(FrontDoorKind.FunctionUrl)]
    [InlineData(FrontDoorKind.RestApi)]
    public async Task ReachesTheClientWhileItWrites(FrontDoorKind kind)
    {
        await using var environment = await StartAsync(options => options with { FrontDoor = kind });
        using var client = new HttpClient { BaseAddress = environment.FrontDoorUri };
        using var response = await BeginAsync(client);
        await using var content = await response.Content.ReadAsStreamAsync(Cancellation);

        (await ReadAsync(content, 3)).ShouldBe("one");
        await _gate.TellAsync('g');
        (await ReadAsync(content, 3)).ShouldBe("two");

        content.ReadByte().ShouldBe(-1);
        ((int)response.StatusCode).ShouldBe(200);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await client.GetStringAsync("hello", Cancellation)).ShouldBe("hello True");
    }

    [Theory]
    [InlineData('x')]
    [InlineData('k')]
    public async Task ThatBreaksOffBreaksTheClientsResponseOffAndTheNextOneIsWhole(char letter)
    {
        await using var environment = await StartAsync();
        using var client = new HttpClient { BaseAddress = environment.FrontDoorUri };
        using var response = await BeginAsync(client);
        await using var content = await response.Content.ReadAsStreamAsync(Cancellation);
        (await ReadAsync(content, 3)).ShouldBe("one");

        await _gate.TellAsync(letter);

        await Should.ThrowAsync<IOException>(() => ReadAsync(content, 1));
        (await client.GetStringAsync("hello", Cancellation)).ShouldBe("hello True");
    }

    [Fact]
    public async Task ThatIsEndedInTheMiddleShutsDownWithoutAnsweringTwice()
    {
        await using var environment = await StartAsync();
        using var client = new HttpClient { BaseAddress = environment.FrontDoorUri };
        using var response = await BeginAsync(client);
        await using var content = await response.Content.ReadAsStreamAsync(Cancellation);
        (await ReadAsync(content, 3)).ShouldBe("one");
        await _gate.WaitAsync();

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        await Should.ThrowAsync<IOException>(() => ReadAsync(content, 1));
        environment.Lines(LogSource.Function).ShouldContain("closed");
    }

    [Fact]
    public async Task IsCutOffAtTheFunctionsTimeOut()
    {
        await using var environment = await StartAsync(options =>
            options with
            {
                FunctionTimeout = TimeSpan.FromSeconds(2),
            }
        );
        using var client = new HttpClient { BaseAddress = environment.FrontDoorUri };
        using var response = await BeginAsync(client);
        await using var content = await response.Content.ReadAsStreamAsync(Cancellation);

        (await ReadAsync(content, 3)).ShouldBe("one");

        await Should.ThrowAsync<IOException>(() => ReadAsync(content, 1));
    }

    [Fact]
    public async Task AnswersWholeToAFrontDoorThatIsNotTold()
    {
        await using var environment = await StartAsync(options =>
            options with
            {
                FrontDoor = FrontDoorKind.HttpApi,
                Streaming = false,
            }
        );
        using var client = new HttpClient { BaseAddress = environment.FrontDoorUri };
        var response = client.GetStringAsync("stream", Cancellation);

        await _gate.TellAsync('g');

        (await response).ShouldBe("onetwo");
    }

    private static Task<HttpResponseMessage> BeginAsync(HttpClient client) =>
        client.GetAsync("stream", HttpCompletionOption.ResponseHeadersRead, Cancellation);

    private static async Task<string> ReadAsync(Stream content, int length)
    {
        var bytes = new byte[length];
        await content.ReadExactlyAsync(bytes, Cancellation);
        return Encoding.UTF8.GetString(bytes);
    }

    private Task<LambdaEnvironment> StartAsync(
        Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions>? configure = null
    ) =>
        FunctionUnderTest.StartAsync(
            new() { ["RESTMACHINE_STREAMING"] = "on", ["GATE"] = _gate.Port },
            hasLayer: false,
            options =>
            {
                var streaming = options with
                {
                    FrontDoorPort = 0,
                    FrontDoor = FrontDoorKind.FunctionUrl,
                    Streaming = true,
                };
                return configure?.Invoke(streaming) ?? streaming;
            }
        );
}
