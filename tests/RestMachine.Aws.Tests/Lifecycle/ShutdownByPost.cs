using System.Text.Json;

namespace RestMachine.Aws.Tests.Lifecycle;

public class ShutdownByPost
{
    private const string Ours = "RestMachine-Extension: restmachine-shutdown\r\n";

    [Fact]
    public async Task RunsTheHandlersAnswersWithThemAndEndsTheProcess()
    {
        await using var function = await LivingFunction.StartAsync();

        var answer = await EndpointClient.ShutdownAsync(function.Port);
        await function.WaitForExitAsync();
        var report = await function.ShutdownAsync();

        answer.ShouldStartWith(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nRestMachine-Outcome: completed\r\n"
        );
        using var body = JsonDocument.Parse(answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        body.RootElement.GetProperty("outcome").GetString().ShouldBe("completed");
        var handlers = body.RootElement.GetProperty("handlers").EnumerateArray().ToArray();
        handlers.Select(handler => handler.GetProperty("name").GetString()).ShouldBe(["first", "close"]);
        handlers.Select(handler => handler.GetProperty("outcome").GetString()).ShouldAllBe(x => x == "completed");
        handlers[0].GetProperty("milliseconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
        report.Function!.ExitCode.ShouldBe(0);
        function.CountOf("closed").ShouldBe(1);
        function.Environment.Verdict().ShouldContain("completed successfully (spindown, POST, 2 completed");
    }

    [Fact]
    public async Task NamesTheHandlerThatFailed()
    {
        await using var function = await LivingFunction.StartAsync(new() { ["SHUTDOWN"] = "throw" });

        var answer = await EndpointClient.ShutdownAsync(function.Port);

        answer.ShouldContain("RestMachine-Outcome: failed\r\n");
        answer.ShouldContain("""{"name":"close","outcome":"failed","milliseconds":""");
        answer.ShouldContain(@"""error"":""System.IO.InvalidDataException: connection lost\nforged line""");
    }

    [Theory]
    [InlineData("POST /shutdown", "", 403)]
    [InlineData("POST /shutdown", "RestMachine-Extension: other\r\n", 403)]
    [InlineData("POST /shutdown", Ours + "Origin: http://127.0.0.1\r\n", 403)]
    [InlineData("POST /", Ours, 404)]
    [InlineData("POST /shutdown/", Ours, 404)]
    [InlineData("GET /shutdown", Ours, 405)]
    [InlineData("OPTIONS /shutdown", Ours, 405)]
    [InlineData("DELETE /shutdown", Ours, 405)]
    public async Task ThatIsNotOursIsRefusedAndChangesNothing(string line, string fields, int status)
    {
        await using var function = await LivingFunction.StartAsync();
        using var client = await EndpointClient.ConnectAsync(function.Port);

        await client.SendAsync(EndpointClient.Request(line, fields, """{"reason":"spindown"}"""));

        (await client.ReadAnswerAsync()).ShouldStartWith($"HTTP/1.1 {status} ");
        (await function.Environment.GetAsync("/hello")).ShouldBe("200 hello True");
        function.CountOf("closing").ShouldBe(0);
        (await function.ShutdownAsync()).Function!.ExitCode.ShouldBe(0);
        function.CountOf("closed").ShouldBe(1);
        function.Environment.Verdict().ShouldContain("completed successfully (spindown, SIGTERM, 2 completed");
    }

    [Fact]
    public async Task IsRefusedWithAnAnswerThatArrivesThoughItsBodyComesLater()
    {
        await using var function = await LivingFunction.StartAsync();
        using var client = await EndpointClient.ConnectAsync(function.Port);

        await client.SendAsync("POST /shutdown HTTP/1.1\r\nContent-Length: 2000\r\n\r\n");
        await client.SendAsync(new string('x', 2000));

        (await client.ReadAnswerAsync()).ShouldBe(
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
    }

    [Fact]
    public async Task IsNotHeldUpByAClientThatTricklesItsBytes()
    {
        await using var function = await LivingFunction.StartAsync();
        using var slow = await EndpointClient.ConnectAsync(function.Port);
        await slow.SendAsync("POST /shut");

        var answer = await EndpointClient.ShutdownAsync(function.Port);
        await function.WaitForExitAsync();

        answer.ShouldStartWith("HTTP/1.1 200 OK\r\n");
        function.CountOf("closed").ShouldBe(1);
    }

    [Fact]
    public async Task DoesNotExistWhenTheEndpointIsOff()
    {
        var port = $"{FreePort.Find()}";
        await using var environment = await FunctionUnderTest.StartAsync(
            new()
            {
                ["RESTMACHINE_ENDPOINT"] = "off",
                ["RESTMACHINE_EXTENSION_PORT"] = port,
                ["TAKE_PORT"] = port,
            }
        );
        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");

        var report = await environment.ShutdownAsync(
            Emulator.ShutdownReason.Spindown,
            TestContext.Current.CancellationToken
        );

        report.Function!.ExitCode.ShouldBe(0);
        environment.Log.ShouldNotContain(line => line.Text.Contains("cannot be bound", StringComparison.Ordinal));
        environment.Verdict().ShouldContain("completed successfully (spindown, SIGTERM, 2 completed");
    }
}
