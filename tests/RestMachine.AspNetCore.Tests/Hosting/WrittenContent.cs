using System.Text;
using Microsoft.AspNetCore.Builder;

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

    private async Task<HttpResponseMessage> GetAsync()
    {
        _host = KestrelHost.Create(_app);
        await _host.StartAsync(Cancellation);
        return await _client.GetAsync(_host.Urls.Single(), HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }
}
