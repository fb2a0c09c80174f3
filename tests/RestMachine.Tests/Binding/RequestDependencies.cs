using Microsoft.Extensions.DependencyInjection;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Binding;

public sealed class RequestDependencies
{
    private readonly CollectingLog _log = new();
    private readonly List<string> _trail = [];
    private readonly RestApplication _app;

    public RequestDependencies() => _app = new RestApplication(new RestApplicationOptions { Logging = _log.Factory });

    [Fact]
    public async Task AreMadeOnceARequestAndDisposedAfterwardsNewestFirst()
    {
        _app.Dependency((Request request) => new Session(_trail, request.Id));
        _app.Dependency(async (Session session) => await Task.FromResult(new Basket(session)));
        _app.Use((Session session) => _trail.Add("filter"));
        _app.Get(
            "/",
            (Basket basket, Session session) =>
            {
                _trail.Add($"handler {basket.Session == session}");
                return "ok";
            }
        );

        (await _app.Send("GET /")).Text().ShouldBe("ok");

        _trail.ShouldBe(["made request-1", "filter", "handler True", "basket disposed", "session disposed"]);
    }

    [Fact]
    public async Task HandedOnByAnotherAreDisposedOnce()
    {
        _app.Dependency(() => new Session(_trail, "session"));
        _app.Dependency((Session session) => (IDisposable)session);
        _app.Get("/", (IDisposable other, Session session) => $"{other == session}");

        (await _app.Send("GET /")).Text().ShouldBe("True");

        _trail.ShouldBe(["made session", "session disposed"]);
    }

    [Fact]
    public async Task ThatFailedAreMadeAnewForTheErrorHandler()
    {
        var attempts = 0;
        _app.Dependency(() => ++attempts == 1 ? throw new IOException("first") : new Session(_trail, "second"));
        _app.OnError<IOException>((IOException error, Session session) => error.Message);
        _app.Get("/", (Session session) => "ok");

        (await _app.Send("GET /")).Text().ShouldBe("first");
        _trail.ShouldBe(["made second", "session disposed"]);
        _log.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task AreMadeOnceForAFilterThatCallsWhatIsBehindItTwiceAtOnce()
    {
        var made = new TaskCompletionSource<Session>();
        _app.Dependency(() => made.Task);
        _app.Use(
            async (Request request, Next next) =>
            {
                var both = Task.WhenAll(next(request).AsTask(), next(request).AsTask());
                made.SetResult(new Session(_trail, "once"));
                return (await both)[1];
            }
        );
        _app.Get("/", (Session session) => "ok");

        (await _app.Send("GET /")).Text().ShouldBe("ok");
        _trail.ShouldBe(["made once", "session disposed"]);
    }

    [Fact]
    public async Task InACircleFailEveryRequestOfAnApplicationThatWasNotStarted()
    {
        _app.Dependency((Basket basket) => new Session(_trail, "1"));
        _app.Dependency((Session session) => new Basket(session));
        _app.Get("/", (Session session) => "ok");

        (await _app.Send("GET /")).Status.ShouldBe(500);
        (await _app.Send("GET /")).Status.ShouldBe(500);
        _log.Entries.ShouldAllBe(entry => entry.Exception!.Message.Contains("in a circle: Dependency of"));
    }

    [Fact]
    public async Task AreNotMadeWhenNobodyAsks()
    {
        _app.Dependency(() => new Session(_trail, "1"));
        _app.Get("/", () => "ok");
        _app.Get("/asks", (Session session) => "asked").Use(() => RestMachine.Results.Status(403));

        await _app.Send("GET /");
        (await _app.Send("GET /asks")).Status.ShouldBe(403);
        _trail.ShouldBeEmpty();
    }

    [Fact]
    public async Task ThatCannotBindTheirArgumentsRejectTheRequest()
    {
        _app.Dependency((int shop) => new Session(_trail, $"{shop}"));
        _app.Get("/", (Session session) => "ok");
        _app.Get("/{shop}", (Session session) => "ok");

        (await _app.Send("GET /")).Problem().Member("parameter").ShouldBe("shop");
        (await _app.Send("GET /4")).Status.ShouldBe(200);
        _trail.ShouldBe(["made 4", "session disposed"]);
    }

    [Fact]
    public async Task ThatFailToBeDisposedAreLoggedAndTheResponseStays()
    {
        _app.Dependency(() => new Faulty());
        _app.Get("/", (Faulty faulty) => "ok");

        (await _app.Send("GET /")).Text().ShouldBe("ok");
        _log.Entries.ShouldHaveSingleItem().Message.ShouldContain("Faulty");
    }

    [Fact]
    public async Task ThatOnlyPassAStartupValueOnDoNotDisposeIt()
    {
        var shared = new Session(_trail, "startup");
        _app.OnStartup("shared", () => shared);
        _app.StartupHandlers[0].Complete(shared);
        _app.Dependency(([Named("shared")] Session session) => (IDisposable)session);
        _app.Get("/", (IDisposable session) => "ok");

        (await _app.Send("GET /")).Text().ShouldBe("ok");
        _trail.ShouldBe(["made startup"]);
    }

    [Fact]
    public async Task ServicesComeFromAScopeOfTheRequest()
    {
        var services = new ScopingServices(_trail);
        var app = new RestApplication(new RestApplicationOptions { Services = services });
        app.Use((MemoryStream first) => _trail.Add("filter"));
        app.Get("/", (MemoryStream second) => $"{second.Capacity}");

        (await app.Send("GET /")).Text().ShouldBe("32");
        _trail.ShouldBe(["scope", "filter", "scope disposed"]);
    }

    [Fact]
    public async Task InACircleAreRefusedBeforeAnythingRuns()
    {
        _app.Dependency((Basket basket) => new Session(_trail, "1"));
        _app.Dependency((Session session) => new Basket(session));
#pragma warning disable RM0006 // The compiler sees it too; this is about the run.
        _app.OnStartup("needs_request", (Session session) => "never");
#pragma warning restore RM0006

        var refused = await Should.ThrowAsync<InvalidLifecycleException>(() =>
            _app.Lifecycle.StartAsync(TestContext.Current.CancellationToken)
        );

        refused.Problems.ShouldContain(problem => problem.Contains("in a circle: Dependency of Session"));
        refused.Problems.ShouldContain(problem => problem.Contains("exists only while a request is answered"));
    }

    internal sealed class Session : IDisposable
    {
        private readonly List<string> _trail;

        public Session(List<string> trail, string name)
        {
            _trail = trail;
            trail.Add($"made {name}");
        }

        public void Note(string line) => _trail.Add(line);

        public void Dispose() => _trail.Add("session disposed");
    }

    internal sealed class Basket(Session session) : IAsyncDisposable
    {
        public Session Session => session;

        public ValueTask DisposeAsync()
        {
            session.Note("basket disposed");
            return default;
        }
    }

    internal sealed class Faulty : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("cannot close");
    }

    private sealed class ScopingServices(List<string> trail) : IServiceProvider, IServiceScopeFactory, IServiceScope
    {
        public IServiceProvider ServiceProvider => this;

        public object? GetService(Type serviceType) =>
            serviceType == typeof(IServiceScopeFactory) ? this
            : serviceType == typeof(MemoryStream) ? new MemoryStream(32)
            : null;

        public IServiceScope CreateScope()
        {
            trail.Add("scope");
            return this;
        }

        public void Dispose() => trail.Add("scope disposed");
    }
}
