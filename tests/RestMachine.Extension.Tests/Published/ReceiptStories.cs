using System.Net.Sockets;
using RestMachine.Extension.Tests.Doubles;

namespace RestMachine.Extension.Tests.Published;

public sealed class ReceiptStories
{
    private const string Hello = "hello protocol=1 library=0.1.0 pid=17 endpoint=off budget=450";

    [Fact]
    public async Task AFailedHandlerIsNamedWithItsError()
    {
        var log = await TellAsync(function =>
            function
                .Says(Hello, "handler name=flush", "run trigger=SIGTERM budget=450 at=1")
                .Says("begin step=1 kind=handler name=flush at=1")
                .Says(
                    "end step=1 outcome=failed ms=3.1 error=System.InvalidOperationException message=Connection%20lost"
                )
                .Says("skip name=close value=NpgsqlDataSource")
                .Says("done outcome=failed ms=3.4 completed=0 failed=1 timed_out=0 skipped=1 dropped=0 at=3")
                .Dies()
        );
        log.ShouldContain(
            "Shutdown handlers failed (spindown, SIGTERM, 0 completed, 1 failed, 1 skipped, 3.4 ms of 450 ms): "
                + "\"flush\" failed after 3.1 ms (\"System.InvalidOperationException: Connection lost\"); "
                + "\"close\" was skipped: \"NpgsqlDataSource\" never came to be"
        );
    }

    [Fact]
    public async Task AHandlerThatWasRunningAtTheKillIsUnfinishedWithItsTime()
    {
        var log = await TellAsync(function =>
            function
                .Says(Hello, "handler name=a", "handler name=b", "run trigger=SIGTERM budget=450 at=1")
                .Says("begin step=1 kind=handler name=a at=1", "end step=1 outcome=completed ms=1.5")
                .Says($"begin step=2 kind=handler name=b at={FunctionDouble.Now - 312_400}")
                .Dies()
        );
        log.ShouldContain("Shutdown handlers did not finish (spindown, SIGTERM, 1 completed, 1 unfinished, ");
        const string running = "\"b\" was still running after ";
        log.ShouldContain(running);
        var time = log[(log.IndexOf(running, StringComparison.Ordinal) + running.Length)..].Split('.', ' ')[0];
        int.Parse(time, null).ShouldBeGreaterThanOrEqualTo(312);
    }

    [Fact]
    public async Task AFunctionThatDiedWithoutARunRanNoHandler() =>
        (await TellAsync(function => function.Says(Hello, "handler name=a").Dies(), "failure")).ShouldContain(
            "Error: Shutdown handlers did not run (failure, 1 registered): the function was gone before a run began"
        );

    [Fact]
    public async Task AFunctionThatLivesWithoutAnEndpointIsWaitedFor()
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        using var function = new FunctionDouble(extension.Port);
        function.Says(Hello, "handler name=a");
        platform.Shutdown();
        function.Says("run trigger=SIGTERM budget=450 at=1", "done outcome=completed ms=5 completed=1 at=2");
        (await extension.EndAsync()).Log.ShouldContain(
            "completed successfully (spindown, SIGTERM, 1 completed, 5 ms of 450 ms)"
        );
    }

    [Theory]
    [InlineData("SPINDOWN", "spindown")]
    [InlineData("Timeout", "timeout")]
    [InlineData("failure", "failure")]
    [InlineData("SandboxTerminated", "SandboxTerminated")]
    public async Task TheReasonIsSpelledInOneWayWhereItIsKnown(string reason, string spelled) =>
        (await TellAsync(function => function.Says(Hello, "handler name=a").Dies(), reason)).ShouldContain(
            $"did not run ({spelled}, 1 registered)"
        );

    [Fact]
    public async Task TheJsonLineHasTheHandlersAsAList()
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address, ["AWS_LAMBDA_LOG_FORMAT=JSON"]);
        await extension.UntilAsync(platform.Parked);
        using (var function = new FunctionDouble(extension.Port))
        {
            function.Says(Hello, "run trigger=SIGTERM budget=450 at=1");
            for (var step = 1; step <= 12; step++)
            {
                function.Says($"begin step={step} name=h{step} at=1", $"end step={step} outcome=failed ms=1 error=E");
            }
        }
        platform.Shutdown();

        var (_, log) = await extension.EndAsync();

        using var line = System.Text.Json.JsonDocument.Parse(log.TrimEnd('\n').Split('\n')[^1]);
        var handlers = line.RootElement.GetProperty("handlers").EnumerateArray();
        handlers.Count().ShouldBe(10);
        handlers
            .First()
            .GetRawText()
            .ShouldBe("""{"name":"h1","kind":"handler","outcome":"failed","milliseconds":1,"error":"E"}""");
        line.RootElement.GetProperty("message").GetString().ShouldNotBeNull().ShouldEndWith("; and 2 more");
        line.RootElement.GetProperty("causes")[0].GetString().ShouldBe("the function was gone before its run was over");
        line.RootElement.GetProperty("library").GetString().ShouldBe("0.1.0");
    }

    [Fact]
    public async Task ValuesCannotForgeALine()
    {
        var log = await TellAsync(function =>
            function
                .Says(Hello, "run trigger=SIGTERM%0A[Extension]%20forged%1B[2J budget=450 at=1")
                .Says("done outcome=completed ms=1 completed=0 at=2")
                .Dies()
        );
        log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        log.ShouldContain("SIGTERM\\u000A[Extension] forged\\u001B[2J");
    }

    [Fact]
    public async Task AForeignConnectionAndALaterHelloReplaceNothing()
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        using var foreign = new FunctionDouble(extension.Port).Says("GET / HTTP/1.1", "");
        using var silent = new FunctionDouble(extension.Port);
        using var function = new FunctionDouble(extension.Port).Says(Hello, "run trigger=method budget=450 at=1");
        function.Says("done outcome=completed ms=1 completed=3 at=2");
        using var late = new FunctionDouble(extension.Port).Says(Hello, "done outcome=failed ms=1 failed=9 at=2");
        platform.Shutdown();
        (await extension.EndAsync()).Log.ShouldContain("completed successfully (spindown, method, 3 completed");
    }

    [Fact]
    public async Task NothingButForeignBytesIsNoFunctionAndNoError()
    {
        var log = await TellAsync(function => function.Says(new string('x', 300_00), "\0\u0001").Dies());
        log.ShouldContain("[Extension] No RestMachine function answered (spindown): POST /shutdown to port ");
        log.ShouldContain("Connection refused");
        log.ShouldNotContain("Error");
    }

    [Fact]
    public async Task WhatElseListensOnThePortIsNotOurFunction()
    {
        using var platform = new PlatformDouble();
        using var other = new HttpDouble(_ => Task.FromResult<string?>(HttpDouble.Ok("hello")));
        await using var extension = ExtensionProcess.Start(
            platform.Address,
            [$"RESTMACHINE_EXTENSION_PORT={other.Port}"]
        );
        await extension.UntilAsync(platform.Parked);
        platform.Shutdown();
        (await extension.EndAsync()).Log.ShouldContain(
            $"what answers on port {other.Port} (status 200) is not a RestMachine"
        );
    }

    [Fact]
    public async Task AFunctionThatLivesIsAskedAtThePortItAnnounced()
    {
        using var platform = new PlatformDouble();
        const string run =
            """{"outcome":"failed","handlers":[{"name":"a","outcome":"completed","milliseconds":1.2},{"name":"b","outcome":"failed","milliseconds":2,"error":"no"}]}""";
        using var endpoint = new HttpDouble(_ =>
            Task.FromResult<string?>(HttpDouble.Ok(run, "RestMachine-Outcome: failed\r\n"))
        );
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        using var function = new FunctionDouble(extension.Port).Says($"hello protocol=1 endpoint={endpoint.Port}");
        platform.Shutdown();
        var (_, log) = await extension.EndAsync();
        log.ShouldContain("Shutdown handlers failed (spindown, POST, 1 completed, 1 failed, ");
        log.ShouldContain("\"b\" failed after 2 ms (\"no\")");
        var request = endpoint.Requests.ShouldHaveSingleItem();
        request.Line.ShouldBe("POST /shutdown HTTP/1.1");
        request.Fields["RestMachine-Extension"].ShouldBe("restmachine-shutdown");
        request.Fields.ContainsKey("Origin").ShouldBeFalse();
        request.Body.ShouldStartWith("""{"reason":"spindown","deadlineMs":17""");
    }

    [Fact]
    public async Task AHungEndpointIsBoundedByTheDeadline()
    {
        using var platform = new PlatformDouble();
        var never = new TaskCompletionSource<string?>();
        using var endpoint = new HttpDouble(_ => never.Task);
        await using var extension = ExtensionProcess.Start(platform.Address, ["RESTMACHINE_EXTENSION_TIMEOUT=0.3"]);
        await extension.UntilAsync(platform.Parked);
        using var function = new FunctionDouble(extension.Port).Says(
            $"hello protocol=1 endpoint={endpoint.Port}",
            "handler name=stuck",
            "run trigger=POST budget=250 at=1",
            $"begin step=1 kind=handler name=stuck at={FunctionDouble.Now}"
        );
        platform.Shutdown();
        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldBe(0);
        log.ShouldContain("did not finish (spindown, POST, 0 completed, 1 unfinished, ");
        log.ShouldContain("): the function was still at it when the time was up; \"stuck\" was still running after ");
    }

    [Fact]
    public async Task AnotherEnvironmentsFunctionIsNotAsked()
    {
        using var platform = new PlatformDouble();
        using var other = new HttpDouble(_ =>
            Task.FromResult<string?>(HttpDouble.Ok("{}", "RestMachine-Outcome: completed\r\n"))
        );
        using var name = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        name.Bind(new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{other.Port}"));
        await using var extension = ExtensionProcess.Start(
            platform.Address,
            [$"RESTMACHINE_EXTENSION_PORT={other.Port}"]
        );
        await extension.UntilAsync(platform.Parked);
        platform.Shutdown();
        (await extension.EndAsync()).Log.ShouldContain($"port {other.Port} belongs to another environment");
        other.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    [InlineData("yes")]
    public async Task MetricsAreWrittenOnlyWhereTheyAreAskedFor(string setting)
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address, [$"RESTMACHINE_METRICS={setting}"]);
        await extension.UntilAsync(platform.Parked);
        using (var function = new FunctionDouble(extension.Port))
        {
            function
                .Says(Hello, "run trigger=SIGTERM budget=450 at=1", "begin step=1 kind=disposal name=open at=2")
                .Says("end step=1 outcome=failed ms=4", "done outcome=failed ms=5 completed=1 at=2");
        }
        platform.Shutdown();
        var (_, log) = await extension.EndAsync();
        log.Split('\n')
            .Where(line => line.StartsWith("{\"_aws\":", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf("\"ShutdownCompleted\":", StringComparison.Ordinal)..])
            .ShouldBe(
                setting == "on"
                    ?
                    [
                        "\"ShutdownCompleted\":1,\"ShutdownFailed\":1,\"ShutdownUnfinished\":0,\"ShutdownMilliseconds\":5}",
                    ]
                    : []
            );
    }

    /// <summary>A child of the function that has the library too, or only says so, and lives on or has ended well.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatAnotherProcessTellsDoesNotReplaceTheFunctionsSilence(bool lives)
    {
        using var platform = new PlatformDouble();
        using var endpoint = new HttpDouble(_ =>
            Task.FromResult<string?>(HttpDouble.Ok("{}", "RestMachine-Outcome: completed\r\n"))
        );
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        using (var function = new FunctionDouble(extension.Port))
        {
            function.Says("hello protocol=1 endpoint=off handlers=1", "handler name=close");
        }
        using var other = new FunctionDouble(extension.Port).Says(
            $"hello protocol=1 endpoint={endpoint.Port} handlers=1",
            "run trigger=SIGTERM budget=450 at=1"
        );
        if (!lives)
        {
            other.Says("done outcome=completed ms=1 completed=1 at=2").Dies();
        }
        platform.Shutdown();

        var (_, log) = await extension.EndAsync();

        log.ShouldContain("Error: Shutdown handlers did not run (spindown, 1 registered): ");
        log.ShouldContain("1 other connection said hello too");
        log.ShouldContain("\"close\" never began");
        endpoint.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("waiting", "\"b\" never began")]
    [InlineData("unfinished", "\"b\" was still running after 0 ms")]
    public async Task AnAnswerThatCallsItselfCompletedIsNotBelievedAgainstItsHandlers(string outcome, string detail)
    {
        using var platform = new PlatformDouble();
        var run =
            """{"handlers":[{"name":"a","outcome":"completed","milliseconds":1},{"name":"b","outcome":"?","milliseconds":0}]}""";
        using var endpoint = new HttpDouble(_ =>
            Task.FromResult<string?>(HttpDouble.Ok(run.Replace("?", outcome), "RestMachine-Outcome: completed\r\n"))
        );
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        using var function = new FunctionDouble(extension.Port).Says($"hello protocol=1 endpoint={endpoint.Port}");
        platform.Shutdown();

        (await extension.EndAsync()).Log.ShouldContain(
            $"Error: Shutdown handlers failed (spindown, POST, 1 completed, 1 unfinished, budget unknown): {detail}\n"
        );
    }

    [Fact]
    public async Task AMegabyteOfAnotherIsReadNoFurtherThanAReceiptGoes()
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address, ["RESTMACHINE_EXTENSION_TIMEOUT=0.3"]);
        await extension.UntilAsync(platform.Parked);
        using var function = new FunctionDouble(extension.Port).Says(Hello, "run trigger=SIGTERM budget=450 at=1");
        var flooding = function.FloodAsync("begin step=1 name=x at=1");
        platform.Shutdown();

        var (exitCode, log) = await extension.EndAsync();

        exitCode.ShouldBe(0);
        log.ShouldContain("Shutdown handlers did not finish (spindown, SIGTERM, ");
        await flooding;
    }

    private static async Task<string> TellAsync(Action<FunctionDouble> story, string reason = "spindown")
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        using (var function = new FunctionDouble(extension.Port))
        {
            story(function);
        }
        platform.Shutdown(reason);
        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldBe(0);
        return log;
    }
}
