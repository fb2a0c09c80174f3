using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RestMachine.AspNetCore.Tests.Hosting;

public sealed class BesideOtherEndpoints : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private readonly WebApplication _host;

    public BesideOtherEndpoints()
    {
        var app = new RestApplication();
        app.Get("/own", () => "rest");
        app.Get("/context", (Request request) => request.HttpContext!.Connection.LocalIpAddress!.ToString());
        app.Post("/own", (byte[] body) => $"{body.Length}");
        _host = KestrelHost.Create(app);
        _host.UsePathBase("/base");
        _host.UseRouting();
        _host.MapGet("/other", () => "asp.net");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("/own", "rest")]
    [InlineData("/other", "asp.net")]
    [InlineData("/base/own", "rest")]
    [InlineData("/context", "127.0.0.1")]
    public async Task AnswersWhatTheyDoNot(string path, string expected) =>
        (await _client.GetStringAsync($"{_host.Urls.Single()}{path}", Cancellation)).ShouldBe(expected);

    [Fact]
    public async Task AnswersAMethodThatTheyDoNotHave()
    {
        using var answer = await _client.PostAsync(
            $"{_host.Urls.Single()}/own",
            new ByteArrayContent(new byte[5000]),
            Cancellation
        );

        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("5000");
    }

    [Fact]
    public async Task LeavesTheServersLimitOfABodyInForce()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_host.Urls.Single()}/own");
        request.Content = new ByteArrayContent(new byte[31_000_000]);
        request.Headers.ExpectContinue = true;

        using var answer = await _client.SendAsync(request, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }
}
