using RestMachine.Lifecycle;
using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

/// <summary>Whose turn it is, moment by moment: no thread and no clock is needed to ask.</summary>
public sealed class ShutdownSchedule
{
    private static readonly ShutdownBudget s_budget = new(Seconds(10), Seconds(20));

    private readonly Journal _journal = new();
    private readonly RestApplication _app = new();

    [Fact]
    public async Task DisposesNothingBeforeWhatStandsOnItIsDisposed()
    {
        _app.OnStartup("database", () => new Database(_journal));
        _app.OnStartup("cache", (Database database) => new Cache(_journal, database));
        var steps = await StepsAsync();
        var schedule = new StepSchedule(steps, s_budget);

        Begin(schedule, at: 0).ShouldBe(["cache"]);
        Begin(schedule, at: 9).ShouldBeEmpty();
        steps.Disposals[0].End(Seconds(9), StepOutcome.Completed);
        Begin(schedule, at: 9).ShouldBe(["database"]);
    }

    [Fact]
    public async Task DisposesNothingThatAHandlersValueStandsOnWhileTheHandlerRuns()
    {
        _app.OnStartup("database", () => new Database(_journal));
        _app.OnStartup("metrics", () => new Metrics(_journal));
        _app.OnStartup("settings", (Database database) => new Settings());
        _app.OnShutdown("slow", (Settings settings) => { });
        var steps = await StepsAsync();
        var schedule = new StepSchedule(steps, s_budget);

        Begin(schedule, at: 0).ShouldBe(["slow"]);
        schedule.Shorten(s_budget with { Token = Seconds(9) }, Seconds(4));
        Begin(schedule, at: 4.9).ShouldBeEmpty();
        Begin(schedule, at: 5).ShouldBe(["metrics"]);
        steps.Handlers[0].Overlapped.ShouldBeTrue();
        steps.Handlers[0].End(Seconds(6), StepOutcome.Completed);
        Begin(schedule, at: 6).ShouldBe(["database"]);
    }

    [Fact]
    public async Task DisposesNothingThatARequestHoldsByWhicheverName()
    {
        var database = new Database(_journal);
        _app.OnStartup("one", () => database);
        var two = _app.OnStartup("two", () => database);
        var schedule = new StepSchedule(await StepsAsync(), s_budget);

        two.Hold();
        Begin(schedule, at: 0).ShouldBeEmpty();
        two.Release();
        Begin(schedule, at: 0).ShouldBe(["one"]);
    }

    [Fact]
    public async Task HoldsAHandlerToTheTokenAndADisposalToItsWorkOnly()
    {
        _app.OnStartup("database", () => new Database(_journal));
        _app.OnShutdown("slow", (Database database) => { });
        _app.OnShutdown("quick", () => { });
        var steps = await StepsAsync();
        var schedule = new StepSchedule(steps, s_budget);

        Begin(schedule, at: 0).ShouldBe(["slow", "quick"]);
        steps.Handlers[1].End(Seconds(1), StepOutcome.Completed);
        schedule.OutcomeOf(steps.Handlers[0], Seconds(9)).ShouldBe(StepOutcome.Completed);
        schedule.TakeOverdue(Seconds(10)).Count.ShouldBe(1);
        schedule.TakeOverdue(Seconds(11)).ShouldBeEmpty();

        schedule.OutcomeOf(steps.Handlers[0], Seconds(11)).ShouldBe(StepOutcome.TimedOut);
        schedule.OutcomeOf(steps.Disposals[0], Seconds(11)).ShouldBe(StepOutcome.Completed);
    }

    [Fact]
    public async Task KeepsTheFirstOfAStepsErrors()
    {
        _app.OnShutdown("broken", () => { });
        var steps = await StepsAsync();
        var schedule = new StepSchedule(steps, s_budget);
        Begin(schedule, at: 0);

        steps.Handlers[0].Fail(StepError.Of(new IOException("first")));
        steps.Handlers[0].Fail(StepError.Of(new IOException("second")));

        schedule.OutcomeOf(steps.Handlers[0], Seconds(1)).ShouldBe(StepOutcome.Failed);
        steps.Handlers[0].Error!.Message.ShouldBe("first");
    }

    [Theory]
    [InlineData(false, 15)]
    [InlineData(true, 20)]
    public async Task EndsSoonerByALaterTriggerEvenWhenTheTokensHaveFired(bool endFollowsToken, int end)
    {
        _app.OnShutdown("slow", () => { });
        var budget = s_budget with { EndFollowsToken = endFollowsToken };
        var schedule = new StepSchedule(await StepsAsync(), budget);
        Begin(schedule, at: 0);
        schedule.TakeOverdue(Seconds(10));

        schedule.Shorten(budget with { End = Seconds(15) }, Seconds(11));

        schedule.IsOver(Seconds(end - 1)).ShouldBeFalse();
        schedule.IsOver(Seconds(end)).ShouldBeTrue();
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static IEnumerable<string> Begin(StepSchedule schedule, double at) =>
        schedule.Begin(Seconds(at)).Select(step => step.Name);

    private async Task<ShutdownSteps> StepsAsync()
    {
        await _app.Lifecycle.StartAsync(TestContext.Current.CancellationToken);
        return ShutdownSteps.Create(LifecyclePlan.Create(_app));
    }
}
