namespace UsersApi.Tests;

public sealed class UsersFunction(PublishedFunction function)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnswersRequestsAndClosesItsDatabaseWhenTheEnvironmentEnds(bool isJit)
    {
        // A JIT function on a starved machine needs longer; the documented share is tested with Native AOT.
        var options = function.Options(isJit) with
        {
            RuntimeShare = isJit ? TimeSpan.FromSeconds(1.5) : null,
        };
        await using var environment = await LambdaEnvironment.StartAsync(options, Cancellation);
        environment.Init.EnsureSucceeded();
        var database = Path.Combine(environment.TemporaryDirectory, "users.db");

        (await environment.SendAsync(HttpMethod.Get, "/users/1")).ShouldBe((200, """{"id":1,"name":"Ada Lovelace"}"""));
        (await environment.SendAsync(HttpMethod.Get, "/users/99")).Status.ShouldBe(404);
        (await environment.SendAsync(HttpMethod.Get, "/users/ada")).Status.ShouldBe(404);
        (await environment.SendAsync(HttpMethod.Post, "/users", """{"name":"Grace Hopper"}""")).ShouldBe(
            (201, """{"id":3,"name":"Grace Hopper"}""")
        );
        (await environment.SendAsync(HttpMethod.Post, "/users", """{"name":""")).Status.ShouldBe(400);
        (await environment.SendAsync(HttpMethod.Delete, "/users/3")).Status.ShouldBe(204);
        (await environment.SendAsync(HttpMethod.Put, "/users/1")).Status.ShouldBe(405);
        File.Exists($"{database}-wal").ShouldBeTrue("an open database keeps its write-ahead log");

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment
            .FunctionLines()
            .Where(text => text.Contains("database", StringComparison.OrdinalIgnoreCase))
            .ShouldBe(
                ["[Function] Closing database connection...", "[Function] Database connection closed"],
                Case.Sensitive
            );
        environment.Log.ShouldContain(line =>
            line.Text.StartsWith("[Extension] Shutdown handlers completed successfully", StringComparison.Ordinal)
        );
        report.Function!.ExitCode.ShouldBe(0);
        report.Extensions.ShouldHaveSingleItem().ExitCode.ShouldBe(0);
        File.Exists(database).ShouldBeTrue();
        File.Exists($"{database}-wal").ShouldBeFalse("only a clean close folds the log into the file and removes it");
    }

    [Theory]
    [InlineData(FrontDoorKind.HttpApi, "off")]
    [InlineData(FrontDoorKind.FunctionUrl, "on")]
    public async Task ExportsItsUsersAsAWholeOrStreamed(FrontDoorKind kind, string streaming)
    {
        var options = function.Options(isJit: false) with
        {
            FrontDoor = kind,
            Streaming = streaming == "on",
            EnvironmentVariables = new Dictionary<string, string> { ["RESTMACHINE_STREAMING"] = streaming },
        };
        await using var environment = await LambdaEnvironment.StartAsync(options, Cancellation);

        (await environment.SendAsync(HttpMethod.Get, "/users.csv")).ShouldBe((200, "1;Ada Lovelace\n2;Alan Turing\n"));
        (await environment.SendAsync(HttpMethod.Get, "/users/1")).ShouldBe((200, """{"id":1,"name":"Ada Lovelace"}"""));
    }

    [Fact]
    public async Task StartsCleanInASecondEnvironmentThatFindsTheFirstOnesFiles()
    {
        var folder = Directory.CreateTempSubdirectory("users-");
        try
        {
            var options = function.Options(isJit: false) with { TemporaryDirectory = folder.FullName };
            await using (var first = await LambdaEnvironment.StartAsync(options, Cancellation))
            {
                (await first.SendAsync(HttpMethod.Post, "/users", """{"name":"Grace Hopper"}""")).Status.ShouldBe(201);
                await first.ShutdownAsync(ShutdownReason.Spindown, Cancellation);
            }

            await using var second = await LambdaEnvironment.StartAsync(options, Cancellation);

            (await second.SendAsync(HttpMethod.Get, "/users/3")).ShouldBe((200, """{"id":3,"name":"Grace Hopper"}"""));
            (await second.ShutdownAsync(ShutdownReason.Spindown, Cancellation)).Function!.ExitCode.ShouldBe(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
