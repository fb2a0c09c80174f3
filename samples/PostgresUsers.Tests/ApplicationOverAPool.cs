using Microsoft.Extensions.Time.Testing;
using RestMachine;

namespace PostgresUsers.Tests;

/// <summary>The same application without Lambda, with a clock of the test's own.</summary>
public sealed class ApplicationOverAPool
{
    private readonly PostgresServer _server;

    public ApplicationOverAPool(PostgresServer server)
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        _server = server;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DropsConnectionsThatWereCutDuringALongFreeze()
    {
        var time = new FakeTimeProvider();
        await using var client = Client("long-freeze", time);
        (await client.SendAsync("GET", "/users", Cancellation)).Status.ShouldBe(200);

        await CutAsync("long-freeze");
        time.Advance(TimeSpan.FromMinutes(10));

        (await client.SendAsync("GET", "/users", Cancellation)).Status.ShouldBe(200);
    }

    // What the README says of a connection that is cut within the minute.
    [Fact]
    public async Task LosesOneRequestToAConnectionThatWasCutDuringAShortFreeze()
    {
        await using var client = Client("short-freeze", new FakeTimeProvider());
        (await client.SendAsync("GET", "/users", Cancellation)).Status.ShouldBe(200);

        await CutAsync("short-freeze");

        (await client.SendAsync("GET", "/users", Cancellation)).Status.ShouldBe(500);
        (await client.SendAsync("GET", "/users", Cancellation)).Status.ShouldBe(200);
    }

    private TestClient Client(string application, FakeTimeProvider time) =>
        UsersApplication.Create($"{_server.ConnectionString};Application Name={application}").TestClient(time);

    private async Task CutAsync(string application)
    {
        await _server.TerminateAsync(application);
        await _server.WaitForDisconnectionsAsync(application, 1);
    }
}
