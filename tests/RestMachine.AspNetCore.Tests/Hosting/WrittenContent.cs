using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RestMachine.AspNetCore.Tests.Hosting;

public sealed class WrittenContent : IAsyncDisposable
{
    private readonly RestApplication _app = new();
    private readonly HttpClient _client = new();
    private WebApplication? _host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await (_host?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task LeavesWhileItIsWritten()
    {
        var release = new TaskCompletionSource();
        _app.Get(
            "/",
            () =>
                Results.Stream(
                    async (body, cancellation) =>
                    {
                        await body.WriteAsync("first"u8.ToArray(), cancellation);
                        await release.Task;
                        await body.WriteAsync(" last"u8.ToArray(), cancellation);
                    },
                    "text/plain"
                )
        );
        using var response = await GetAsync();
        await using var content = await response.Content.ReadAsStreamAsync(Cancellation);
        var first = new byte[5];

        await content.ReadExactlyAsync(first, Cancellation);
        release.SetResult();

        Encoding.ASCII.GetString(first).ShouldBe("first");
        using var rest = new StreamReader(content);
        (await rest.ReadToEndAsync(Cancellation)).ShouldBe(" last");
    }

    [Fact]
    public async Task ThatFailsBeforeItsFirstByteIsAnsweredLikeAnyOtherFailure()
    {
        _app.Get("/", () => Results.Stream((_, _) => throw new InvalidOperationException("secret"), "text/plain"));

        using var response = await GetAsync();

        ((int)response.StatusCode).ShouldBe(500);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("secret");
    }

    [Fact]
    public async Task ThatFailsLaterBreaksTheConnectionOff()
    {
        _app.Get(
            "/",
            () =>
                Results.Stream(
                    async (body, cancellation) =>
                    {
                        await body.WriteAsync("first"u8.ToArray(), cancellation);
                        throw new InvalidOperationException("secret");
                    },
                    "text/plain"
                )
        );

        await Should.ThrowAsync<HttpRequestException>(async () =>
        {
            using var response = await GetAsync();
            await response.Content.ReadAsStringAsync(Cancellation);
        });
    }

    [Fact]
    public async Task MayBeWrittenSynchronously()
    {
        _app.Get(
            "/",
            () =>
                Results.Stream(
                    (body, _) =>
                    {
                        body.Write("written"u8);
                        return Task.CompletedTask;
                    },
                    "text/plain"
                )
        );
        using var response = await GetAsync();

        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("written");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WithAFieldThatTheServerRefusesIsALoggedFailure(bool isStreamed)
    {
        var log = new CollectingLogger();
        var content = new byte[] { 1 };
        _app.Get(
            "/",
            () =>
                (
                    isStreamed
                        ? Results.Stream(new MemoryStream(content), "image/png")
                        : Results.Bytes(content, "image/png")
                )
                    .WithHeader("X-First", "1")
                    .WithHeader("X-Name", "Grüße")
        );

        using var response = await GetAsync(log);

        ((int)response.StatusCode).ShouldBe(500);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        response.Headers.Contains("X-First").ShouldBeFalse();
        log.Lines.ShouldContain(line => line.StartsWith("Error: GET / failed (request "));
    }

    [Fact]
    public async Task OfAClientThatHasGoneIsNoFailure()
    {
        var log = new CollectingLogger();
        var ended = new TaskCompletionSource();
        _app.OnStartup("closing", () => ended);
        _app.Get(
            "/",
            (TaskCompletionSource closing) =>
                Results.Stream(
                    async (body, cancellation) =>
                    {
                        cancellation.Register(closing.SetResult);
                        while (true)
                        {
                            await body.WriteAsync(new byte[100_000], cancellation);
                        }
                    },
                    "text/plain"
                )
        );
        (await GetAsync(log)).Dispose();
        await ended.Task;

        await _host!.StopAsync(Cancellation);

        log.Lines.ShouldNotContain(line => line.StartsWith("Error"));
    }

    private async Task<HttpResponseMessage> GetAsync(ILoggerProvider? log = null)
    {
        _host = KestrelHost.Create(
            _app,
            builder => builder.Logging.Services.AddSingleton(log ?? NullLoggerProvider.Instance)
        );
        await _host.StartAsync(Cancellation);
        return await _client.GetAsync(_host.Urls.Single(), HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }
}
