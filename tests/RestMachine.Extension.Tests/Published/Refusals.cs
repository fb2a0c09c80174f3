using RestMachine.Extension.Tests.Doubles;

namespace RestMachine.Extension.Tests.Published;

public sealed class Refusals
{
    private const string Body =
        """{"errorMessage":"Extension name is no file","errorType":"Extension.InvalidExtensionName"}""";
    private static readonly string Forbidden = $"HTTP/1.1 403 Forbidden\r\nContent-Length: {Body.Length}\r\n\r\n{Body}";

    [Fact]
    public async Task RegisterEndsWithThePlatformsWords()
    {
        using var platform = new PlatformDouble { RegisterAnswer = Forbidden };
        await using var extension = ExtensionProcess.Start(platform.Address);

        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldNotBe(0);
        log.ShouldContain("register as restmachine-shutdown with status 403");
        log.ShouldContain("Extension.InvalidExtensionName, Extension name is no file");
        platform.Requests.Length.ShouldBe(1);
    }

    [Fact]
    public async Task NextEndsWithThePlatformsWordsAndAnExitError()
    {
        using var platform = new PlatformDouble().First(Forbidden);
        await using var extension = ExtensionProcess.Start(platform.Address);

        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldNotBe(0);
        log.ShouldContain("refused next with status 403: Extension.InvalidExtensionName, Extension name is no file");
        var report = platform.Requests[^1];
        report.Line.ShouldBe("POST /2020-01-01/extension/exit/error HTTP/1.1");
        report.Fields["Lambda-Extension-Function-Error-Type"].ShouldBe("Extension.Refused");
        report.Fields["Lambda-Extension-Identifier"].ShouldBe(PlatformDouble.Identifier);
        using var error = System.Text.Json.JsonDocument.Parse(report.Body);
        error.RootElement.GetProperty("errorType").GetString().ShouldBe("Extension.Refused");
    }

    /// <summary>AWS's documents: a container error, a state without recovery.</summary>
    [Theory]
    [InlineData("Content-Length: 0\r\n\r\n", "with status 500: \n")]
    [InlineData(
        "Connection: close\r\n\r\n<html>\n[Extension] all is well",
        "with status 500: <html>\\u000A[Extension] all"
    )]
    [InlineData("Content-Length: 17\r\n\r\n{\"errorType\":\"E\"}", "with status 500: E, no message\n")]
    public async Task OfAnyOtherKindEndItTooWhateverTheirBody(string answer, string words)
    {
        foreach (var isRegister in new[] { true, false })
        {
            var error = $"HTTP/1.1 500 Internal Server Error\r\n{answer}";
            using var platform = isRegister
                ? new PlatformDouble { RegisterAnswer = error }
                : new PlatformDouble().First(error);
            await using var extension = ExtensionProcess.Start(platform.Address);

            var (exitCode, log) = await extension.EndAsync();

            exitCode.ShouldNotBe(0);
            log.ShouldStartWith("[Extension] Error: The platform refused ");
            log.ShouldContain(words);
            log.Split('\n').Length.ShouldBe(2);
            platform.Requests.Length.ShouldBe(isRegister ? 1 : 3);
        }
    }

    [Fact]
    public async Task ConnectionsThatAreLostAgainAndAgainAreNoReasonToEnd()
    {
        const int losses = 9;
        using var platform = new PlatformDouble();
        for (var i = 0; i < losses; i++)
        {
            platform.First(i % 2 == 0 ? null : "no HTTP\r\n\r\n");
        }

        await using var extension = ExtensionProcess.Start(platform.Address);
        await extension.UntilAsync(platform.Parked);
        platform.Shutdown();

        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldBe(0);
        log.ShouldContain("closed without an answer");
        log.ShouldContain("Shutdown signal received");
        log.Split('\n').Count(line => line.EndsWith("Asking again", StringComparison.Ordinal)).ShouldBe(5);
        platform
            .Requests.Count(request => request.Line.Contains("/event/next", StringComparison.Ordinal))
            .ShouldBe(losses + 1);
    }

    [Fact]
    public async Task AnAnswerWithoutAnIdentifierIsNoRegistration()
    {
        using var platform = new PlatformDouble { RegisterAnswer = HttpDouble.Ok("{}") };
        await using var extension = ExtensionProcess.Start(platform.Address);

        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldNotBe(0);
        log.ShouldContain("no Lambda-Extension-Identifier");
    }

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData("", "is not set")]
    [InlineData("example.org:80", "expected host:port")]
    [InlineData("127.0.0.1", "expected host:port")]
    [InlineData("127.0.0.1:0", "expected host:port")]
    [InlineData("127.0.0.1:70000", "expected host:port")]
    [InlineData("127.0.0.256:80", "expected host:port")]
    [InlineData("[::1]:80", "expected host:port")]
    public async Task AnAddressThatCannotBeUsedIsNamed(string? address, string expected)
    {
        await using var extension = ExtensionProcess.Start(address);

        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldNotBe(0);
        log.ShouldContain("AWS_LAMBDA_RUNTIME_API");
        log.ShouldContain(expected);
    }
}
