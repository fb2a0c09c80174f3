#pragma warning disable RM0013, RM0014 // The compiler sees it too; this is about the run.
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Lifecycle;

public class Startup
{
    private readonly Journal _journal = new();
    private readonly RestApplication _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunsAHandlerAfterThoseItDependsOnWhateverTheOrderOfRegistration()
    {
        _app.OnStartup(
            (Database database) =>
            {
                _journal.Add("cache");
                return new Cache(_journal, database);
            }
        );
        _app.OnStartup(() =>
        {
            _journal.Add("database");
            return new Database(_journal);
        });

        await _app.Lifecycle.StartAsync(Cancellation);

        _journal.Entries.ShouldBe(["database", "cache"]);
    }

    [Fact]
    public async Task RunsIndependentHandlersConcurrentlyEvenWhenTheyBlock()
    {
        using var both = new Barrier(2);
        bool Meet() => both.SignalAndWait(TimeSpan.FromSeconds(30), Cancellation);
        _app.OnStartup("first", () => Meet().ShouldBeTrue());
        _app.OnStartup("second", () => Meet().ShouldBeTrue());

        await _app.Lifecycle.StartAsync(Cancellation);
    }

    [Fact]
    public async Task FixesWhichValuesAreShared()
    {
        var handler = _app.OnStartup(() => new Settings());
        var outer = new RestApplication().Mount("/inner", _app);
        handler.Shared().ShouldBeSameAs(handler);

        await outer.Lifecycle.StartAsync(Cancellation);

        Should.Throw<InvalidOperationException>(handler.Shared).Message.ShouldStartWith("Shared comes too late");
    }

    [Fact]
    public async Task RunsOnceHoweverOftenItIsAskedForAndEvenWhenTheValueIsNull()
    {
        var runs = 0;
        _app.OnStartup(() =>
        {
            Interlocked.Increment(ref runs);
            return (Settings?)null;
        });
        _app.OnStartup((Settings? settings) => settings.ShouldBeNull());

        await Task.WhenAll(_app.Lifecycle.StartAsync(Cancellation), _app.Lifecycle.StartAsync(Cancellation));

        runs.ShouldBe(1);
    }

    [Fact]
    public async Task LogsItsPlanAndHowLongEachHandlerTook()
    {
        var log = new CollectingLog { Least = LogLevel.Debug };
        var time = new FakeTimeProvider();
        var app = new RestApplication(new RestApplicationOptions { Logging = log.Factory, Time = time });
        var open = app.OnStartup(
            "open",
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(12.5));
                return new Settings();
            }
        );
        app.OnStartup("warm", (Settings settings) => { });
        app.OnShutdown("close", (Settings settings) => { });
        open.Duration.ShouldBeNull();

        await app.Lifecycle.StartAsync(Cancellation);

        open.Duration.ShouldBe(TimeSpan.FromMilliseconds(12.5));
        log.Entries.Select(entry => entry.Message)
            .ShouldBe([
                .. app.Lifecycle.Describe().TrimEnd().Split('\n'),
                "Startup handler 'open' completed in 12.5 ms",
                "Startup handler 'warm' completed in 0.0 ms",
            ]);
        log.Entries.ShouldAllBe(entry => entry.Level == LogLevel.Debug);
    }

    [Fact]
    public async Task TellsValuesOfOneTypeApartByName()
    {
        string? found = null;
        var primary = new Database(_journal);
        var replica = new Database(_journal);
        _app.OnStartup(() => primary);
        _app.OnStartup("replica", () => replica);
        _app.OnStartup(
            "check",
            (Database database, Database replica, [Named("replica")] Database third) =>
                found = $"{database == primary} {replica != primary} {third == replica}"
        );

        await _app.Lifecycle.StartAsync(Cancellation);

        found.ShouldBe("True True True");
    }

    [Fact]
    public async Task ReportsEverythingThatIsWrongAtOnceAndRunsNothing()
    {
        _app.OnStartup("settings", () => _journal.Add("ran"));
        _app.OnStartup("lonely", (Metrics metrics) => _journal.Add(metrics.ToString()));
        _app.OnStartup("one", () => new Database(_journal));
        _app.OnStartup("two", () => new Database(_journal));
        _app.OnShutdown("close", (Database database) => _journal.Add(database.ToString()));
        _app.OnShutdown("flush", ([Named("three")] Database database) => _journal.Add(database.ToString()));
        _app.OnStartup("hen", (Settings settings) => new Cache(_journal, new Database(_journal)));
        _app.OnStartup("egg", (Cache cache) => new Settings());

        var failure = await Should.ThrowAsync<InvalidLifecycleException>(() => _app.Lifecycle.StartAsync(Cancellation));

        failure.Problems.ShouldBe([
            "Startup handler 'lonely', parameter 'metrics': nothing makes a Metrics; "
                + "add app.OnStartup(() => …) that returns one, or register it with the services.",
            "Shutdown handler 'close', parameter 'database': 2 startup handlers make a Database (one, two); "
                + "name the parameter after one of them or mark it [Named(\"…\")].",
            "Shutdown handler 'flush', parameter 'database': no startup handler named \"three\" makes a Database; "
                + "there are one, two.",
            "Startup handlers depend on each other in a circle: 'hen' → 'egg' → 'hen'; let one of them make its own value.",
        ]);
        _journal.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task RefusesToChooseAmongUnnamedValuesOfOneType()
    {
        _app.OnStartup(() => new Database(_journal));
        _app.OnStartup(() => new Database(_journal));
        _app.OnStartup("other", () => new Database(_journal));
        _app.OnShutdown("close", (Database database) => { });
        _app.OnShutdown("close other", (Database other) => { });

        var failure = await Should.ThrowAsync<InvalidLifecycleException>(() => _app.Lifecycle.StartAsync(Cancellation));

        failure
            .Problems.ShouldHaveSingleItem()
            .ShouldStartWith("Shutdown handler 'close', parameter 'database': 3 startup handlers make a Database (");
    }

    [Fact]
    public async Task NamesTheHandlerThatFailedAndCancelsTheOthers()
    {
        _app.OnStartup(
            "open",
            async (CancellationToken cancellation) => await Task.Delay(Timeout.Infinite, cancellation)
        );
        _app.OnStartup("broken", Broken);

        var failure = await Should.ThrowAsync<StartupException>(() => _app.Lifecycle.StartAsync(Cancellation));

        failure.Handler.ShouldBe("broken");
        failure.Message.ShouldBe("Startup handler 'broken' failed: no such file");
    }

    [Fact]
    public async Task InjectsServicesLoggerAndToken()
    {
        var services = new SingleService(new Metrics(_journal));
        var app = new RestApplication(new RestApplicationOptions { Services = services });
        object?[] received = [];
        app.OnStartup(
            "all",
            (Metrics metrics, IServiceProvider provider, ILogger logger, CancellationToken cancellation) =>
            {
                received = [metrics, provider, logger, cancellation.CanBeCanceled];
            }
        );

        await app.Lifecycle.StartAsync(Cancellation);

        received[0].ShouldBe(services.Service);
        received[1].ShouldBe(services);
        received[2].ShouldBeAssignableTo<ILogger>();
        received[3].ShouldBe(true);
    }

    [Fact]
    public async Task RefusesHandlersThatComeTooLate()
    {
        await _app.Lifecycle.StartAsync(Cancellation);

        Should
            .Throw<InvalidOperationException>(() => _app.OnShutdown(() => { }))
            .Message.ShouldBe("OnShutdown comes too late: the application has started. Call it before.");
    }

    [Fact]
    public void RefusesANameThatSaysNothing() => Should.Throw<ArgumentException>(() => _app.OnStartup(" ", () => { }));

    [Fact]
    public void RefusesANameThatIsTakenNamingBothPlaces() =>
        Should
            .Throw<ArgumentException>(() =>
            {
                _app.OnShutdown("close", () => { });
                _app.OnShutdown("close", () => { });
            })
            .Message.ShouldMatch(
                @"OnShutdown at Startup\.cs:\d+: the name 'close' is taken by OnShutdown at Startup\.cs:\d+"
            );

    [Fact]
    public void NamesHandlersByNameMethodOrSignatureAndPlace()
    {
        void CloseDatabase(Database database) => _journal.Add(database.ToString());
        string[] names =
        [
            _app.OnShutdown("given", () => { }).Name,
            _app.OnShutdown(CloseDatabase).Name,
            _app.OnShutdown((Database database, Settings settings) => { }).Name,
            _app.OnShutdown(CloseDatabase).Name,
        ];

        names[0].ShouldBe("given");
        names[1].ShouldBe("CloseDatabase");
        names[2].ShouldMatch(@"^OnShutdown\(Database, Settings\) Startup\.cs:\d+$");
        names[3].ShouldMatch(@"^OnShutdown\(Database\) Startup\.cs:\d+$");
    }

    private static void Broken() => throw new InvalidDataException("no such file");

    private sealed class SingleService(Metrics service) : IServiceProvider
    {
        public Metrics Service => service;

        public object? GetService(Type serviceType) => serviceType == typeof(Metrics) ? service : null;
    }
}
