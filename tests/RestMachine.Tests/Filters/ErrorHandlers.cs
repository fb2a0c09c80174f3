using RestMachine.Tests.Http;

namespace RestMachine.Tests.Filters;

public sealed class ErrorHandlers
{
    private readonly CollectingLog _log = new();
    private readonly RestApplication _app;

    public ErrorHandlers()
    {
        _app = new RestApplication(new RestApplicationOptions { Logging = _log.Factory });
        _app.Get("/io", string () => throw new IOException("a"));
        _app.Get("/file", string () => throw new FileNotFoundException("b"));
        _app.Get("/other/{id}", string (string id) => throw new InvalidOperationException(id));
    }

    [Fact]
    public async Task TheMostDerivedWinsWhateverTheOrder()
    {
        _app.OnError<Exception>((Exception error) => RestMachine.Results.Problem(500, error.GetType().Name));
        _app.OnError<FileNotFoundException>(
            (FileNotFoundException error) => RestMachine.Results.Problem(400, error.Message)
        );
        _app.OnError<IOException>((IOException error) => RestMachine.Results.Problem(422, error.Message));

        (await _app.Send("GET /file")).Problem().Member("title").ShouldBe("b");
        (await _app.Send("GET /io")).Status.ShouldBe(422);
        (await _app.Send("GET /other/1")).Problem().Member("title").ShouldBe("InvalidOperationException");
        _log.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReceiveWhatHandlersReceive()
    {
        _app.OnError<InvalidOperationException>(
            (InvalidOperationException error, string id, Request request) => $"{error.Message} {id} {request.Path}"
        );

        (await _app.Send("GET /other/1")).Text().ShouldBe("1 1 /other/1");
    }

    [Fact]
    public async Task ThatAnswerNothingLeaveTheLogged500()
    {
        _app.OnError<IOException>((IOException error) => { });

        (await _app.Send("GET /io")).Problem().Member("requestId").ShouldBe("request-1");
        _log.Entries.ShouldHaveSingleItem().Exception.ShouldBeOfType<IOException>();
    }

    [Fact]
    public async Task ThatThrowAreLoggedWithBothExceptions()
    {
        _app.OnError<IOException>(string (IOException error) => throw new NotSupportedException());

        (await _app.Send("GET /io")).Status.ShouldBe(500);
        var logged = _log.Entries.ShouldHaveSingleItem().Exception.ShouldBeOfType<AggregateException>();
        logged.InnerExceptions.Select(inner => inner.GetType().Name).ShouldBe(["IOException", "NotSupportedException"]);
    }

    [Fact]
    public async Task AnswerFiltersToo()
    {
        _app.OnError<IOException>((IOException error) => "answered");
        _app.Use(Response (Request request) => throw new IOException("filter"));

        (await _app.Send("GET /nowhere")).Text().ShouldBe("answered");
    }

    [Fact]
    public void OfOneExceptionAreRefusedAndNamed()
    {
        _app.OnError<IOException>((IOException error) => "one");

        var refused = Should.Throw<InvalidOperationException>(() =>
            _app.OnError<IOException>((IOException error) => "two")
        );

        refused.Message.ShouldMatch(@"OnError<IOException> \(.*:\d+\) answers .* OnError<IOException> \(");
    }
}
