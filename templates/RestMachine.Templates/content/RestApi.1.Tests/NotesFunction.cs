using System.Net;
using System.Text;
using RestMachine.Emulator;

namespace RestApi._1.Tests;

public sealed class NotesFunction(LocalFunction function)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeepsWhatItIsSent()
    {
        await using var environment = await function.StartAsync(Cancellation);

        var (created, note) = await SendAsync(environment, HttpMethod.Post, "/notes", """{"text":"Buy milk"}""");
        var (found, same) = await SendAsync(environment, HttpMethod.Get, "/notes/1");
        var (missing, _) = await SendAsync(environment, HttpMethod.Get, "/notes/99");

        Assert.Equal((HttpStatusCode.Created, """{"id":1,"text":"Buy milk"}"""), (created, note));
        Assert.Equal((HttpStatusCode.OK, note), (found, same));
        Assert.Equal(HttpStatusCode.NotFound, missing);
    }

    [Fact]
    public async Task ClosesItsNotesWhenTheEnvironmentEnds()
    {
        await using var environment = await function.StartAsync(Cancellation);

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        Assert.Equal(0, report.Function?.ExitCode);
        Assert.Contains(environment.Log, line => line.Text.StartsWith("Notes closed"));
        Assert.Contains(
            environment.Log,
            line => line.Text.StartsWith("[Extension] Shutdown handlers completed successfully")
        );
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(
        LambdaEnvironment environment,
        HttpMethod method,
        string path,
        string? json = null
    )
    {
        using var request = new HttpRequestMessage(method, $"http://localhost{path}");
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await environment.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
