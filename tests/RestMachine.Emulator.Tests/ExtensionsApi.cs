using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.Tests;

public sealed class ExtensionsApi : IAsyncLifetime
{
    private const string Shutdown = """{"events":["SHUTDOWN"]}""";
    private const string Nothing = """{"events":[]}""";

    private ProtocolServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ProtocolServer.StartAsync();
        server.Generation.Extensions.AddExternal("witness");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task RegistersAnExternalExtension()
    {
        var answer = await server.RegisterAsync("witness", """{"events":["SHUTDOWN","INVOKE"]}""");

        answer.Status.ShouldBe(200);
        Guid.TryParse(answer.Headers["Lambda-Extension-Identifier"], out _).ShouldBeTrue();
        answer.Body.ShouldBe("""{"functionName":"users","functionVersion":"$LATEST","handler":"bootstrap"}""");
    }

    [Fact]
    public async Task TellsTheAccountToWhoAsksForIt()
    {
        var answer = await server.SendAsync(
            "POST",
            "/2020-01-01/extension/register",
            ProtocolServer.Text(Shutdown),
            ("Lambda-Extension-Name", "witness"),
            ("Lambda-Extension-Accept-Feature", "accountId")
        );

        answer.Member("accountId").ShouldBe("123456789012");
    }

    [Theory]
    [InlineData("", Shutdown, "Extension.InvalidExtensionName")]
    [InlineData("witness", "", "InvalidRequestFormat")]
    [InlineData("witness", "[]", "InvalidRequestFormat")]
    [InlineData("witness", """{"events":"SHUTDOWN"}""", "InvalidRequestFormat")]
    [InlineData("witness", """{"events":[1]}""", "InvalidRequestFormat")]
    [InlineData("witness", """{"events":["RESTART"]}""", "Extension.InvalidEventType")]
    [InlineData("inside", Shutdown, "Extension.InvalidEventType")]
    public async Task RefusesToRegister(string name, string body, string errorType)
    {
        var answer = await server.RegisterAsync(name, body);

        answer.Status.ShouldBe(403);
        answer.ErrorType.ShouldBe(errorType);
    }

    [Fact]
    public async Task RefusesToRegisterTwice()
    {
        await server.RegisterAsync("witness", Shutdown);
        await server.RegisterAsync("inside", Nothing);

        (await server.RegisterAsync("witness", Shutdown)).ErrorType.ShouldBe("Extension.InvalidExtensionState");
        (await server.RegisterAsync("inside", Nothing)).ErrorType.ShouldBe("Extension.InvalidExtensionState");
    }

    [Fact]
    public async Task RefusesInternalExtensionsWhenRegistrationIsClosed()
    {
        server.Generation.Extensions.Close();

        var answer = await server.RegisterAsync("inside", Nothing);

        answer.Status.ShouldBe(403);
        answer.ErrorType.ShouldBe("Extension.RegistrationClosed");
    }

    [Fact]
    public async Task RefusesAnEleventhExtension()
    {
        for (var i = 1; i < 10; i++)
        {
            (await server.RegisterAsync($"inside-{i}", Nothing)).Status.ShouldBe(200);
        }

        var answer = await server.RegisterAsync("one-more", Nothing);

        answer.Status.ShouldBe(403);
        answer.ErrorType.ShouldBe("Extension.TooManyExtensions");
    }

    [Theory]
    [InlineData("GET", "event/next")]
    [InlineData("POST", "init/error")]
    [InlineData("POST", "exit/error")]
    public async Task WantsAnIdentifierThatItKnows(string method, string path)
    {
        const string Header = "Lambda-Extension-Identifier";
        var target = $"/2020-01-01/extension/{path}";

        var missing = await server.SendAsync(method, target);
        var invalid = await server.SendAsync(method, target, null, (Header, "witness"));
        var unknown = await server.SendAsync(method, target, null, (Header, Guid.NewGuid().ToString()));

        new[] { missing.Status, invalid.Status, unknown.Status }.ShouldBe([403, 403, 403]);
        missing.ErrorType.ShouldBe("Extension.MissingExtensionIdentifier");
        invalid.ErrorType.ShouldBe("Extension.InvalidExtensionIdentifier");
        unknown.ErrorType.ShouldBe("Extension.UnknownExtensionIdentifier");
    }

    [Theory]
    [InlineData("GET", "register", 405)]
    [InlineData("POST", "event/next", 405)]
    [InlineData("GET", "init/error", 405)]
    [InlineData("GET", "exit/error", 405)]
    [InlineData("GET", "elsewhere", 404)]
    public async Task AnswersOtherPathsAndMethods(string method, string path, int status)
    {
        (await server.SendAsync(method, $"/2020-01-01/extension/{path}")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task GivesTheShutdownEventAsText()
    {
        var session = await RegisterWitnessAsync();
        var next = server.ExtensionNextAsync(session.Id.ToString());
        await session.Ready;

        session.Deliver(
            ExtensionEvent.ForShutdown(
                ShutdownReason.Timeout,
                DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000)
            )
        );

        var answer = await next;
        answer.Headers["Content-Type"].ShouldBe("text/plain; charset=utf-8");
        answer.Headers.ShouldContainKey("Lambda-Extension-Event-Identifier");
        answer.Body.ShouldBe("""{"eventType":"SHUTDOWN","deadlineMs":1790000000000,"shutdownReason":"timeout"}""");
    }

    [Fact]
    public async Task GivesTheInvokeEvent()
    {
        var session = await RegisterWitnessAsync("""{"events":["INVOKE"]}""");
        var invocation = new Invocation("the-id", default, DateTimeOffset.FromUnixTimeMilliseconds(1))
        {
            FunctionArn = "arn",
        };

        session.Deliver(ExtensionEvent.ForInvoke(invocation)); // Before next: it waits there.
        var answer = await server.ExtensionNextAsync(session.Id.ToString());

        answer.Member("eventType").ShouldBe("INVOKE");
        answer.Member("requestId").ShouldBe("the-id");
        answer.Member("deadlineMs").ShouldBe("1");
        answer.Member("invokedFunctionArn").ShouldBe("arn");
        answer.Member("tracing").ShouldNotBeNull();
    }

    [Fact]
    public async Task RefusesASecondNextWhileOneIsWaiting()
    {
        var session = await RegisterWitnessAsync();
        var waiting = server.ExtensionNextAsync(session.Id.ToString());
        await session.Ready;

        var answer = await server.ExtensionNextAsync(session.Id.ToString());

        answer.Status.ShouldBe(403);
        answer.ErrorType.ShouldBe("Extension.InvalidExtensionState");
        waiting.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task AcceptsAnInitErrorBetweenRegisterAndNextOnly()
    {
        var session = await RegisterWitnessAsync();
        var early = await ReportAsync("init/error", session);
        var again = await ReportAsync("init/error", session);

        early.Status.ShouldBe(202);
        early.Body.ShouldBe("""{"status":"OK"}""");
        again.Status.ShouldBe(202);
        session.State.ShouldBe(ExtensionState.InitError);
        server.Generation.FirstFault!.Type.ShouldBe("Extension.InitError");
    }

    [Fact]
    public async Task RefusesAnInitErrorAfterNextButTakesAnExitError()
    {
        var session = await RegisterWitnessAsync();
        _ = server.ExtensionNextAsync(session.Id.ToString());
        await session.Ready;

        var init = await ReportAsync("init/error", session);
        var exit = await ReportAsync("exit/error", session);

        init.Status.ShouldBe(403);
        init.ErrorType.ShouldBe("Extension.InvalidExtensionState");
        exit.Status.ShouldBe(202);
        session.ErrorType.ShouldBe("Extension.Broken");
    }

    [Fact]
    public async Task WantsAnErrorTypeInAReport()
    {
        var session = await RegisterWitnessAsync();

        var answer = await server.SendAsync(
            "POST",
            "/2020-01-01/extension/exit/error",
            null,
            ("Lambda-Extension-Identifier", session.Id.ToString())
        );

        answer.Status.ShouldBe(403);
        answer.ErrorType.ShouldBe("Extension.MissingHeader");
    }

    private async Task<ExtensionSession> RegisterWitnessAsync(string body = Shutdown)
    {
        var answer = await server.RegisterAsync("witness", body);
        return server.Generation.Extensions.Find(Guid.Parse(answer.Headers["Lambda-Extension-Identifier"]))!;
    }

    private Task<Answer> ReportAsync(string path, ExtensionSession session) =>
        server.SendAsync(
            "POST",
            $"/2020-01-01/extension/{path}",
            ProtocolServer.Text("{}"),
            ("Lambda-Extension-Identifier", session.Id.ToString()),
            ("Lambda-Extension-Function-Error-Type", "Extension.Broken")
        );
}
