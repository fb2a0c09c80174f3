using RestMachine.Extension.Tests.Doubles;

namespace RestMachine.Extension.Tests.Published;

public sealed class CleanShutdown
{
    private static readonly string[] Complete =
    [
        "hello protocol=1 library=0.1.0 pid=17 endpoint=8080 budget=450",
        "handler name=close_database",
        "run trigger=SIGTERM budget=450 at=1000",
        "begin step=1 kind=handler name=close_database at=1000",
        "end step=1 outcome=completed ms=13.9",
        "done outcome=completed ms=13.9 completed=1 failed=0 timed_out=0 skipped=0 dropped=0 at=14900",
    ];

    [Fact]
    public async Task RegistersForShutdownOnlyUnderItsFileName()
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        platform.Shutdown();
        (await extension.EndAsync()).ExitCode.ShouldBe(0);

        var (register, next) = (platform.Requests[0], platform.Requests[1]);
        register.Line.ShouldBe("POST /2020-01-01/extension/register HTTP/1.1");
        register.Fields["Lambda-Extension-Name"].ShouldBe("restmachine-shutdown");
        register.Fields["Content-Type"].ShouldBe("application/json");
        register.Fields["Host"].ShouldBe(platform.Address);
        register.Body.ShouldBe("""{"events":["SHUTDOWN"]}""");
        next.Line.ShouldBe("GET /2020-01-01/extension/event/next HTTP/1.1");
        next.Fields["Lambda-Extension-Identifier"].ShouldBe(PlatformDouble.Identifier);
        platform.Requests.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("x86_64")]
    [InlineData("arm64")]
    public async Task EitherArchitectureReportsAFinishedRunWithoutAPost(string architecture)
    {
        var binary = Layer.Extension(architecture);
        string[] command = string.Equals(architecture, ExtensionProcess.Architecture, StringComparison.Ordinal)
            ? [binary]
            : [Emulator(architecture), binary];
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address, null, command);
        await extension.UntilAsync(platform.Parked);
        using (var function = new FunctionDouble(extension.Port))
        {
            function.Says(Complete);
        }
        platform.Shutdown("spindown", 1700);

        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldBe(0);
        log.ShouldStartWith("[Extension] Shutdown signal received (spindown, 1");
        log.ShouldEndWith(
            "[Extension] Shutdown handlers completed successfully (spindown, SIGTERM, 1 completed, 13.9 ms of 450 ms)\n"
        );
        platform.Requests[0].Fields["Lambda-Extension-Name"].ShouldBe("restmachine-shutdown");
    }

    [Fact]
    public async Task IsStoppedContinuedAndInterruptedWhileParked()
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        const int stop = 19,
            goOn = 18,
            interruptsPoll = 34;
        extension.Signal(interruptsPoll);
        extension.Signal(stop);
        SpinWait.SpinUntil(() => extension.Status("State").Contains('T'), TimeSpan.FromSeconds(5)).ShouldBeTrue();
        extension.Signal(goOn);
        extension.Signal(interruptsPoll);
        platform.Shutdown();

        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldBe(0);
        log.ShouldContain("Shutdown signal received");
        platform.Requests.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public async Task UnderstandsChunkedAnswersWithOddHeadersInPieces(int pieceSize)
    {
        var body = PlatformDouble.ShutdownEvent("SPINDOWN");
        using var platform = new PlatformDouble(pieceSize)
        {
            RegisterAnswer =
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-ENCODING: chunked\r\n"
                + "lambda-extension-IDENTIFIER:   "
                + PlatformDouble.Identifier
                + "\r\n\r\n2;x=y\r\n{}\r\n0\r\nTrailer: 1\r\n\r\n",
        };
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        platform.AnswerNext(
            $"HTTP/1.1 200 OK\r\nTRANSFER-encoding: Chunked\r\n\r\n5\r\n{body[..5]}\r\n{body.Length - 5:X}\r\n{body[5..]}\r\n0\r\n\r\n"
        );

        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldBe(0);
        log.ShouldContain("Shutdown signal received (spindown, ");
        platform.Requests[1].Fields["Lambda-Extension-Identifier"].ShouldBe(PlatformDouble.Identifier);
    }

    [Fact]
    public async Task AsksAgainAfterAnInvokeAnUnknownEventAndALostConnection()
    {
        using var platform = new PlatformDouble();
        platform
            .First(HttpDouble.Ok("""{"eventType":"INVOKE","deadlineMs":1,"requestId":"r","tracing":{}}"""))
            .First(HttpDouble.Ok("""{"eventType":"TOMORROW"}"""))
            .First(null);
        await using var extension = ExtensionProcess.Start(platform.Address, ["AWS_LAMBDA_LOG_LEVEL=DEBUG"]);
        await extension.UntilAsync(platform.Parked);
        platform.Shutdown();

        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldBe(0);
        log.ShouldContain("not asked for: INVOKE");
        log.ShouldContain("not asked for: TOMORROW");
        log.ShouldContain("closed without an answer");
        platform.Requests.Length.ShouldBe(5);
    }

    [Theory]
    [InlineData("""{"eventType":"SHUTDOWN"}""", "\"no reason given\", 2000 ms left")]
    [InlineData(
        """{"eventType":"shutdown","shutdownReason":null,"deadlineMs":null}""",
        "\"no reason given\", 2000 ms left"
    )]
    [InlineData(
        """{"x":{"y":[1,{"z":null}],"eventType":"INVOKE"},"deadlineMs":"soon","eventType":"SHUTDOWN","shutdownReason":"FAILURE"}""",
        "failure, 2000 ms left"
    )]
    [InlineData("""{"eventType":"SHUTDOWN","shutdownReason":"timeout","deadlineMs":1}""", "timeout, 1400 ms left")]
    [InlineData("""{"eventType":"SHUTDOWN","shutdownReason":"timeout","deadlineMs":-1}""", "timeout, 2000 ms left")]
    [InlineData(
        """{"eventType":"SHUTDOWN","shutdownReason":"timeout","deadlineMs":99999999999999999999}""",
        "timeout, 2000 ms left"
    )]
    [InlineData(
        """{"eventType":"SHUTDOWN","shutdownReason":"\ud800","deadlineMs":1.79e12}""",
        "\"\ufffd\", 2000 ms left"
    )]
    public async Task TakesAnEventForWhatItCanMeanWhateverIsMissingOrMore(string body, string words)
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        platform.AnswerNext(HttpDouble.Ok(body, "Content-Type: text/plain; charset=utf-8\r\n"));

        var (exitCode, log) = await extension.EndAsync();

        exitCode.ShouldBe(0);
        log.ShouldStartWith(
            $"[Extension] Shutdown signal received ({words})\n[Extension] No RestMachine function answered"
        );
    }

    [Fact]
    public async Task WritesOneJsonObjectALineWhenTheFunctionLogsJson()
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address, ["AWS_LAMBDA_LOG_FORMAT=JSON"]);
        await extension.UntilAsync(platform.Parked);
        using (var function = new FunctionDouble(extension.Port))
        {
            function.Says(Complete);
        }
        platform.Shutdown("""spin\"down""");

        var lines = (await extension.EndAsync()).Log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        using var last = System.Text.Json.JsonDocument.Parse(lines[1]);
        var root = last.RootElement;
        root.GetProperty("level").GetString().ShouldBe("INFO");
        root.GetProperty("message")
            .GetString()
            .ShouldNotBeNull()
            .ShouldStartWith("[Extension] Shutdown handlers completed");
        root.GetProperty("reason").GetString().ShouldBe("spin\"down");
        root.GetProperty("completed").GetInt32().ShouldBe(1);
        root.GetProperty("milliseconds").GetDecimal().ShouldBe(13.9m);
        var age = TimeProvider.System.GetUtcNow() - root.GetProperty("timestamp").GetDateTimeOffset();
        age.ShouldBeInRange(TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(20));
    }

    private static string Emulator(string architecture)
    {
        var file = architecture is "arm64" ? "/usr/bin/qemu-aarch64-static" : "/usr/bin/qemu-x86_64-static";
        return File.Exists(file)
            ? file
            : throw new FileNotFoundException($"No {file}: apt-get install -y qemu-user-static", file);
    }
}
