using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

public class ShutdownOrder
{
    private readonly Journal _journal = new();
    private readonly RestApplication _app = new();

    [Fact]
    public async Task RunsAHandlerOfSomethingBuiltOnAValueBeforeTheHandlersOfThatValue()
    {
        AddDatabaseAndCache();
        _app.OnShutdown("close", (Database database) => _journal.Add("close"));
        _app.OnShutdown("flush", (Cache cache) => _journal.Add("flush"));

        (await OrderAsync()).ShouldBe(["flush", "close"]);
    }

    [Fact]
    public async Task RunsHandlersThatShareAValueInRegistrationOrder()
    {
        AddDatabaseAndCache();
        _app.OnShutdown("one", (Database database) => _journal.Add("one"));
        _app.OnShutdown("two", (Database database) => _journal.Add("two"));
        _app.OnShutdown("three", (Database database) => _journal.Add("three"));

        (await OrderAsync()).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void FallsBackToRegistrationOrderWhereTwoStandOnEachOther()
    {
        AddDatabaseAndCache();
        _app.OnStartup(() => new Settings());
        _app.OnStartup((Settings settings) => new Metrics(_journal));
        _app.OnShutdown("one", (Cache cache, Settings settings) => { });
        _app.OnShutdown("two", (Metrics metrics, Database database) => { });

        Predecessors("two").ShouldBe(["one"]);
        Predecessors("one").ShouldBeEmpty();
    }

    [Fact]
    public async Task UntiesAKnotOfThreeByRegistrationOrder()
    {
        AddDatabaseAndCache();
        _app.OnStartup(() => new Settings());
        _app.OnStartup("shared", () => new object());
        _app.OnStartup((Settings settings) => new Metrics(_journal));
        _app.OnShutdown("a", (Cache cache, Settings settings) => _journal.Add("a"));
        _app.OnShutdown("b", (Database database, object shared) => _journal.Add("b"));
        _app.OnShutdown("c", (object shared, Metrics metrics) => _journal.Add("c"));

        Predecessors("a").ShouldBeEmpty();
        Predecessors("b").ShouldBe(["a"]);
        Predecessors("c").ShouldBe(["b"]);
        (await OrderAsync()).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void OrdersNothingByASharedValue()
    {
        _app.OnStartup(() => new Settings()).Shared();
        _app.OnShutdown("one", (Settings settings) => { });
        _app.OnShutdown("two", (Settings settings) => { });

        Predecessors("two").ShouldBeEmpty();
    }

    [Fact]
    public async Task DividesTheTimeAmongTheLevelsThatAreLeft()
    {
        AddDatabaseAndCache();
        _app.OnShutdown("close", (Database database) => { });
        _app.OnShutdown("flush", (Cache cache) => { });
        _app.OnShutdown("alone", () => { });
        await _app.Lifecycle.StartAsync(TestContext.Current.CancellationToken);

        var steps = ShutdownSteps.Create(RestMachine.Lifecycle.LifecyclePlan.Create(_app));

        steps
            .All.Select(step => $"{step.Name} {step.LevelsLeft}")
            .ShouldBe(["close 3", "flush 4", "alone 3", "cache 2", "database 1"]);
    }

    [Fact]
    public void DescribesThePlan()
    {
        AddDatabaseAndCache();
        _app.OnShutdown("close", (Database database) => { });
        _app.OnShutdown("flush", (Cache cache) => { });

        _app.Lifecycle.Describe()
            .ShouldBe(
                """
                Startup
                  database makes Database
                  cache makes Cache from 'database'
                Shutdown
                  1. flush from 'cache'
                  2. close from 'database' after 'flush'

                """
            );
    }

    private void AddDatabaseAndCache()
    {
        _app.OnStartup("database", () => new Database(_journal));
        _app.OnStartup("cache", (Database database) => new Cache(_journal, database));
    }

    private IEnumerable<string> Predecessors(string name)
    {
        var plan = RestMachine.Lifecycle.LifecyclePlan.Create(_app);
        var handlers = ShutdownSteps.Create(plan).Handlers;
        return handlers.Single(handler => handler.Name == name).Predecessors.Select(step => step.Name);
    }

    private async Task<IEnumerable<string>> OrderAsync()
    {
        await _app.Lifecycle.StartAsync(TestContext.Current.CancellationToken);
        var budget = new ShutdownBudget(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20));
        (await _app.Lifecycle.ShutdownAsync("test", budget)).Outcome.ShouldBe(ShutdownOutcome.Completed);
        return _journal.Entries.Where(entry => !entry.StartsWith("dispose", StringComparison.Ordinal));
    }
}
