#pragma warning disable RM0013 // The compiler sees it too; this is about the run.
using System.Net;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Binding;

public sealed class RouteDependencies
{
    [Fact]
    public async Task AreNeverConfusedWithTheQuery()
    {
#pragma warning disable RM0017 // The compiler sees it too; this is about the run.
        var app = new RestApplication();
        app.OnStartup("key", () => "secret");
        app.OnStartup(() => IPAddress.Loopback);
        app.Get("/key", (string key) => key);
        app.Get("/backend", (IPAddress backend) => $"{backend}");
        app.Get("/other", (string other) => other);
        app.Get("/path/{key}", (string key) => key);
        app.Get("/marked", ([Named("key")] string key, [Query("key")] string sent) => sent);
#pragma warning restore RM0017

        var start = app.TestClient().StartAsync(TestContext.Current.CancellationToken);

        var problems = (await Should.ThrowAsync<InvalidLifecycleException>(() => start)).Problems;
        problems.Count.ShouldBe(2);
        problems[0].ShouldEndWith("'key' makes a String as well; mark it [Query] or [Named(\"key\")].");
        problems[1].ShouldEndWith("mark it [Query] or [Named(\"…\")] and give the startup handler that name.");
    }

    [Fact]
    public async Task AreStartupValues()
    {
        var app = new RestApplication();
        var startup = app.OnStartup(() => new MemoryStream());
        Complete(startup, new MemoryStream(capacity: 64));
        var route = app.Post("/", (MemoryStream stream) => $"{stream.Capacity}");

        (await app.Send("POST /")).Text().ShouldBe("64");
        route.Uses.ShouldBe([startup]);
    }

    [Fact]
    public async Task AreServicesWhenNoStartupHandlerMakesThem()
    {
        var services = new OneService(new MemoryStream(capacity: 64));
        var app = new RestApplication(new RestApplicationOptions { Services = services });
        app.Get("/", (MemoryStream stream) => $"{stream.Capacity}");
        app.Get("/all", (IServiceProvider all) => $"{all == services}");
        app.Get("/optional", (IFormatProvider? missing) => $"{missing is null}");

        (await app.Send("GET /")).Text().ShouldBe("64");
        (await app.Send("GET /all")).Text().ShouldBe("True");
        (await app.Send("GET /optional")).Text().ShouldBe("True");
    }

    [Fact]
    public async Task PreferTheStartupValueToTheServiceToTheBody()
    {
        var services = new OneService(new User(2, "service"));
        var app = new RestApplication(new RestApplicationOptions { Json = TestJson.Default, Services = services });
        app.Post("/service", (User user) => user.Name);

        (await app.Send("POST /service", "{}")).Text().ShouldBe("service");

        Complete(app.OnStartup(() => new User(1, "startup")), new User(1, "startup"));
        app.Post("/startup", (User user) => user.Name);
        (await app.Send("POST /startup", "{}")).Text().ShouldBe("startup");
    }

    [Fact]
    public async Task AreNamed()
    {
        var app = new RestApplication();
        Complete(app.OnStartup(() => "first"), "first");
        Complete(app.OnStartup("replica", () => "second"), "second");
        app.Get("/", ([Named("replica")] string connection) => connection);

        (await app.Send("GET /")).Text().ShouldBe("second");
    }

    [Fact]
    public async Task BeforeStartupAreAnErrorThatSaysSo()
    {
        var log = new CollectingLog();
        var app = new RestApplication(new RestApplicationOptions { Logging = log.Factory });
        app.OnStartup("stream", () => new MemoryStream());
        app.Get("/", (MemoryStream stream) => $"{stream.Length}");

        (await app.Send("GET /")).Status.ShouldBe(500);
        log.Entries.Single().Exception!.Message.ShouldContain("stream has not run");
    }

    [Fact]
    public async Task ThatAreMissingWithoutAStartFailEveryRequest()
    {
        var log = new CollectingLog();
        var app = new RestApplication(new RestApplicationOptions { Logging = log.Factory });
        app.Get("/", (MemoryStream stream) => $"{stream.Length}");

        (await app.Send("GET /")).Status.ShouldBe(500);
        (await app.Send("GET /")).Status.ShouldBe(500);
        log.Entries.ShouldAllBe(entry => entry.Exception!.Message.Contains("parameter stream"));
    }

    [Fact]
    public void ThatAreMissingAreAllReportedWithTheirFix()
    {
        var app = new RestApplication(TestJson.Default);
        app.Get("/a", (MemoryStream stream) => $"{stream.Length}");
        app.Post("/b", (Unlisted body) => "b");
        app.Post("/c", (User one, User two) => "c");
#pragma warning disable RM0008 // The compiler sees it too; this is about the run.
        app.Get("/d", () => new Unlisted(1));
#pragma warning restore RM0008
        var get = HttpMethod.Get.Method;
        app.Map(get, "/e", (byte[] body) => "e");
        app.Get("/f", ([Named("nobody")] string text) => text);

        var problems = Resolve(app);

        problems.Count.ShouldBe(6);
        problems[0].ShouldMatch(@"^GET /a \(RouteDependencies\.cs:\d+\): parameter stream .*OnStartup");
        problems[1].ShouldContain("[JsonSerializable(typeof(Unlisted))] to TestJson");
        problems[2].ShouldContain("one and two");
        problems[3].ShouldContain("[JsonSerializable(typeof(Unlisted))]");
        problems[4].ShouldContain("GET has none");
        problems[5].ShouldContain("\"nobody\"");
    }

    [Fact]
    public void ThatAreMadeAsADerivedTypeAreReportedWithTheTypeToDeclare()
    {
        var app = new RestApplication();
        app.OnStartup("file", () => new MemoryStream());
        app.Get("/", (Stream stream) => "");
        app.Get("/any", (object any) => "");
        app.OnShutdown("close", (Stream stream) => { });

        var problems = Should.Throw<InvalidLifecycleException>(app.Lifecycle.Describe).Problems;

        problems.Count.ShouldBe(3);
        problems[0]
            .ShouldContain("startup handler 'file' makes a MemoryStream; declare what it returns, OnStartup(Stream ()");
        problems[1]
            .ShouldContain("startup handler 'file' makes a MemoryStream; declare what it returns, OnStartup(Stream ()");
        problems[2].ShouldNotContain("MemoryStream");
    }

    [Fact]
    public void OfCollectionsInAQueryAreReportedWithTheArrayToTake()
    {
        var app = new RestApplication();
        app.Get("/list", (List<int> ids) => "");
        app.Get("/array", (int?[] ids) => "");
        app.Get("/version", (Version version) => "");

        var problems = Resolve(app);

        problems[0]
            .ShouldContain("several values of the query come as an array of a type that parses, for example int[]");
        problems[1].ShouldContain("several values of the query come as an array");
        problems[2]
            .ShouldContain("a Version, which does not parse from text of path or query, no startup handler makes");
    }

    [Fact]
    public void ThatAreAmbiguousAreReported()
    {
        var app = new RestApplication();
        app.OnStartup("primary", () => new MemoryStream());
        app.OnStartup("replica", () => new MemoryStream());
        app.Get("/", (MemoryStream stream) => $"{stream.Length}");
        app.Get("/replica", (MemoryStream replica) => $"{replica.Length}");

        Resolve(app).ShouldHaveSingleItem().ShouldContain("primary, replica");
    }

    private static List<string> Resolve(RestApplication app)
    {
        var problems = new List<string>();
        foreach (var route in app.Routes)
        {
            route.Resolve(app.StartupValues, problems);
        }

        return problems;
    }

    private static void Complete(StartupHandler handler, object value) => handler.Complete(value);

    private sealed class OneService(object service) : IServiceProvider
    {
        public object? GetService(Type serviceType) => service.GetType() == serviceType ? service : null;
    }
}
