using Npgsql;

namespace PostgresUsers.Tests;

public sealed class FunctionWithAPool
{
    private readonly DeployedFunction _function;
    private readonly PostgresServer _server;

    public FunctionWithAPool(DeployedFunction function, PostgresServer server)
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        (_function, _server) = (function, server);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeepsItsUsersInTheDatabase()
    {
        await using var environment = await StartAsync("keeps");

        var (status, added) = await environment.SendAsync(HttpMethod.Post, "/users", """{"name":"Grace Hopper"}""");
        var id = added.Split(':', ',')[1];

        status.ShouldBe(201);
        added.ShouldBe($$"""{"id":{{id}},"name":"Grace Hopper"}""");
        (await environment.SendAsync(HttpMethod.Get, $"/users/{id}")).ShouldBe((200, added));
        (await environment.SendAsync(HttpMethod.Get, "/users")).Body.ShouldContain(added);
        (await environment.SendAsync(HttpMethod.Post, "/users", """{"name":""}""")).Status.ShouldBe(422);
        (await environment.SendAsync(HttpMethod.Delete, $"/users/{id}")).Status.ShouldBe(204);
        (await environment.SendAsync(HttpMethod.Delete, $"/users/{id}")).Status.ShouldBe(404);
        (await environment.SendAsync(HttpMethod.Get, $"/users/{id}")).Status.ShouldBe(404);
        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
    }

    [Fact]
    public async Task OpensOneConnectionAtStartupAndClosesItBeforeItsProcessEnds()
    {
        var abandoned = await _server.AbandonedSessionsAsync();
        (await _server.ConnectionsOfAsync("closes")).ShouldBe(0);
        await using var environment = await StartAsync("closes");
        (await _server.ConnectionsOfAsync("closes")).ShouldBe(1);
        await environment.SendAsync(HttpMethod.Get, "/users");
        await environment.SendAsync(HttpMethod.Get, "/users/1");
        (await _server.ConnectionsOfAsync("closes")).ShouldBe(1);

        var shutdown = environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
        var during = new List<long>();
        do
        {
            during.Add(await _server.ConnectionsOfAsync("closes"));
        } while (!shutdown.IsCompleted);
        var report = await shutdown;
        await _server.WaitForDisconnectionsAsync("closes", 1);

        during.ShouldBe([.. during.OrderDescending()], "no connection is opened to shut down");
        (await _server.ConnectionsOfAsync("closes")).ShouldBe(0);
        (await _server.AbandonedSessionsAsync()).ShouldBe(abandoned, "the server was told of the end");
        environment.FunctionLines().ShouldContain("[Function] Database connections closed");
        environment
            .Report()
            .ShouldStartWith("[Extension] Shutdown handlers completed successfully (spindown, SIGTERM, 1 ");
        report.Function!.ExitCode.ShouldBe(0);
    }

    // The server goes on with a query whose client is gone, until it has something to send or its lock is granted.
    [Fact]
    public async Task CancelsTheQueryOfARequestThatIsGivenUp()
    {
        await using var environment = await StartAsync("cancels");
        await using var other = await _server.ConnectAsync();
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await LockUsersAsync(other);
        var request = environment.SendAsync(HttpMethod.Get, "/users");
        await _server.WaitForLockAsync("cancels");

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
        await _server.WaitForDisconnectionsAsync("cancels", 1);

        (await _server.ConnectionsOfAsync("cancels")).ShouldBe(0, "though the lock is still held");
        report.Function!.ExitCode.ShouldBe(0);
        environment.Report().ShouldStartWith("[Extension] Shutdown handlers completed successfully");
        (await request).Status.ShouldBeGreaterThanOrEqualTo(500);
    }

    // What the others are measured against: without a shutdown, the server finds out by itself, or does not.
    [Fact]
    public async Task LeavesItsSessionsBehindWhenItIsKilled()
    {
        var abandoned = await _server.AbandonedSessionsAsync();
        await using var other = await _server.ConnectAsync();
        await using var idle = await StartAsync("killed-idle");
        await using var busy = await StartAsync("killed-busy");
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await LockUsersAsync(other);
        var request = busy.SendAsync(HttpMethod.Get, "/users");
        await _server.WaitForLockAsync("killed-busy");

        await idle.DisposeAsync();
        await busy.DisposeAsync();
        await _server.WaitForDisconnectionsAsync("killed-idle", 1);

        (await _server.AbandonedSessionsAsync()).ShouldBe(abandoned + 1);
        (await _server.ConnectionsOfAsync("killed-busy")).ShouldBe(1, "its query waits for the lock");
        await transaction.RollbackAsync(Cancellation);
        await _server.WaitForDisconnectionsAsync("killed-busy", 1);
        (await request).Status.ShouldBeGreaterThanOrEqualTo(500);
    }

    [Fact]
    public async Task CreatesItsTableOnceThoughEnvironmentsStartTogether()
    {
        await using (var connection = await _server.ConnectAsync())
        {
            await using var command = new NpgsqlCommand("DROP TABLE IF EXISTS users", connection);
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        var environments = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartAsync("together")));

        foreach (var environment in environments)
        {
            (await environment.SendAsync(HttpMethod.Get, "/users")).ShouldBe((200, "[]"));
            await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
            await environment.DisposeAsync();
        }
        await _server.WaitForDisconnectionsAsync("together", 4);
        (await _server.ConnectionsOfAsync("together")).ShouldBe(0);
    }

    [Fact]
    public async Task FailsItsInitWhereThereIsNoDatabase()
    {
        var options = _function.Options($"{_server.ConnectionString};Database=nowhere", "fails");

        await using var environment = await LambdaEnvironment.StartAsync(options, Cancellation);

        environment.Init.Succeeded.ShouldBeFalse();
        environment.Init.ErrorMessage.ShouldStartWith("Startup handler 'open_database' failed");
        environment.FunctionLines().ShouldContain(line => line.Contains("database \"nowhere\" does not exist"));
    }

    private async Task<LambdaEnvironment> StartAsync(string application)
    {
        var options = _function.Options(_server.ConnectionString, application);
        var environment = await LambdaEnvironment.StartAsync(options, Cancellation);
        environment.Init.EnsureSucceeded();
        return environment;
    }

    private static async Task LockUsersAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("LOCK TABLE users IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
