namespace PageViews.Tests;

public sealed class HandlersThatDependOnEachOther(DeployedFunction function)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteTheCacheBackBeforeTheyFlushTheMetrics()
    {
        await using var backend = await Backend.StartAsync();
        await using var environment = await StartAndCountAsync(backend);

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        backend.Received[..2].ShouldBe(["read a", "read b"]);
        backend.Received[2..4].ShouldBe(["write a 2", "write b 1"], ignoreOrder: true);
        backend.Received[4..].ShouldBe(["metrics page_views.counted=3 page_views.written=3"]);
        environment
            .Report()
            .ShouldStartWith("[Extension] Shutdown handlers completed successfully (spindown, SIGTERM, 2 completed, ");
        report.Function!.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task TellTheirOrderBeforehand()
    {
        await using var backend = await Backend.StartAsync();
        var options = function.Options(backend);
        var variables = new Dictionary<string, string>(options.EnvironmentVariables)
        {
            ["AWS_LAMBDA_LOG_LEVEL"] = "DEBUG",
        };

        await using var environment = await LambdaEnvironment.StartAsync(
            options with
            {
                EnvironmentVariables = variables,
            },
            Cancellation
        );

        var plan = string.Join('\n', environment.FunctionLines());
        plan.ShouldContain("1. write_back from 'open_cache' within 250 ms");
        plan.ShouldContain("2. flush_metrics from 'open_metrics' after 'write_back'");
    }

    [Fact]
    public async Task FlushTheMetricsThoughTheTableRefuses()
    {
        await using var backend = await Backend.StartAsync();
        await using var environment = await StartAndCountAsync(backend);
        backend.Table = Behaviour.Refuses;

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        backend.Received[^1].ShouldBe("metrics page_views.counted=3");
        environment
            .Report()
            .ShouldMatch(
                @"^\[Extension\] Error: Shutdown handlers failed \(spindown, SIGTERM, 1 completed, 1 failed, [\d.]+ ms of 450 ms\): "
                    + @"""write_back"" failed after [\d.]+ ms \(""Amazon.DynamoDBv2.AmazonDynamoDBException: refused by the test""\)$"
            );
    }

    [Fact]
    public async Task LeaveTheMetricsTheirTimeThoughTheTableHangs()
    {
        await using var backend = await Backend.StartAsync();
        await using var environment = await StartAndCountAsync(backend);
        backend.Table = Behaviour.Hangs;

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        backend.Received[^1].ShouldBe("metrics page_views.counted=3");
        environment
            .Report()
            .ShouldMatch(
                @"^\[Extension\] Error: Shutdown handlers failed \(spindown, SIGTERM, 1 completed, 1 timed out, [\d.]+ ms of 450 ms\): "
                    + @"""write_back"" ended after [\d.]+ ms, its time was up "
            );
    }

    [Theory]
    [InlineData(nameof(Behaviour.Refuses))]
    [InlineData(nameof(Behaviour.Hangs))]
    public async Task SayThatTheMetricsAreLostWhereTheCollectorDoesNotTakeThem(string collector)
    {
        await using var backend = await Backend.StartAsync();
        await using var environment = await StartAndCountAsync(backend);
        backend.Collector = Enum.Parse<Behaviour>(collector);

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        backend.Received[2..4].ShouldBe(["write a 2", "write b 1"], ignoreOrder: true);
        environment.Report().ShouldContain("\"flush_metrics\" failed after ");
        environment.Report().ShouldContain("The collector has not taken the metrics within 150 ms.");
    }

    [Fact]
    public async Task HaveLittleToWriteBackHoweverManyWereCounted()
    {
        await using var backend = await Backend.StartAsync();
        await using var environment = await LambdaEnvironment.StartAsync(function.Options(backend), Cancellation);
        for (var view = 1; view <= 26; view++)
        {
            await environment.SendAsync(HttpMethod.Post, "/pages/a/views");
        }
        backend.Received.ShouldBe(["read a", "write a 25"]);

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        backend.Received[2].ShouldBe("write a 1");
    }

    [Fact]
    public async Task CanRunAndAreWatchedByAnAlarm()
    {
        var variables = function.Template.GetProperty("Environment").GetProperty("Variables");

        variables.GetProperty("RESTMACHINE_METRICS").GetString().ShouldBe("on");
        function.Template.GetProperty("Layers").GetArrayLength().ShouldBe(1);
        function.Stack.ResourcesOf("AWS::CloudWatch::Alarm").ShouldHaveSingleItem();
        (await function.Stack.DoctorAsync()).ShouldContain(
            "(provided.al2023, x86_64): its shutdown handlers can run, with 500 ms\n"
        );
    }

    private async Task<LambdaEnvironment> StartAndCountAsync(Backend backend)
    {
        var environment = await LambdaEnvironment.StartAsync(function.Options(backend), Cancellation);
        environment.Init.EnsureSucceeded();
        (await CountAsync("a")).ShouldBe((200, """{"page":"a","views":41}"""));
        (await CountAsync("a")).ShouldBe((200, """{"page":"a","views":42}"""));
        (await CountAsync("b")).ShouldBe((200, """{"page":"b","views":41}"""));
        (await environment.SendAsync(HttpMethod.Get, "/pages/a")).ShouldBe((200, """{"page":"a","views":42}"""));
        return environment;

        Task<(int, string)> CountAsync(string page) => environment.SendAsync(HttpMethod.Post, $"/pages/{page}/views");
    }
}
