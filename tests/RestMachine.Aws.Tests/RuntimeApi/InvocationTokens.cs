using RestMachine.Aws.Invocations;
using static RestMachine.Aws.Tests.RuntimeApi.TestEvents;

namespace RestMachine.Aws.Tests.RuntimeApi;

public sealed class InvocationTokens : IDisposable
{
    private readonly PollerUnderTest _poller = new();

    public InvocationTokens()
    {
        _poller.Get("/hello", call => ValueTask.FromResult($"hello {call.Cancellation.IsCancellationRequested}"));
        _poller.Get("/wait", call => WaitAsync(call.Cancellation));
    }

    private ScriptedRuntimeApi RuntimeApi => _poller.RuntimeApi;

    public void Dispose() => _poller.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FireAtTheirOwnDeadlineAndNoOther(bool isManaged)
    {
        _ = _poller.Start(isManaged ? new RunningInvocations() : null);
        RuntimeApi.Next(Answer("id-1", Get("/hello"), Deadline(TimeSpan.FromMinutes(1))));
        RuntimeApi.Next(Answer("id-2", Get("/wait"), Deadline(TimeSpan.FromMilliseconds(30))));
        RuntimeApi.Next(Answer("id-3", Get("/hello"), Deadline(TimeSpan.FromMinutes(1))));

        (await RuntimeApi.PostAsync()).Body.ShouldContain("hello False");
        (await RuntimeApi.PostAsync()).Body.ShouldContain("\"statusCode\":503");
        (await RuntimeApi.PostAsync()).Body.ShouldContain("hello False");
        await _poller.StopAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NeverFireForWhatOutlivesItsInvocation(bool isManaged)
    {
        var kept = CancellationToken.None;
        _poller.Get(
            "/keep",
            call =>
            {
                kept = call.Cancellation;
                return ValueTask.FromResult("");
            }
        );
        _ = _poller.Start(isManaged ? new RunningInvocations() : null);
        RuntimeApi.Next(Answer("id-1", Get("/keep"), Deadline(TimeSpan.FromMinutes(1))));
        RuntimeApi.Next(Answer("id-2", Get("/wait"), Deadline(TimeSpan.FromMilliseconds(30))));
        await RuntimeApi.PostAsync();

        (await RuntimeApi.PostAsync()).Body.ShouldContain("\"statusCode\":503");

        kept.CanBeCanceled.ShouldBeTrue();
        kept.IsCancellationRequested.ShouldBeFalse();
        await _poller.StopAsync();
    }

    [Fact]
    public async Task FireWhenADeadlineHasPassedAlready()
    {
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", Get("/wait"), Deadline(TimeSpan.FromMinutes(-1))));

        (await RuntimeApi.PostAsync()).Body.ShouldContain("\"statusCode\":503");
        await _poller.StopAsync();
    }

    [Fact]
    public async Task FireWhenTheProcessEnds()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _poller.Get(
            "/begin",
            call =>
            {
                begun.SetResult();
                return WaitAsync(call.Cancellation);
            }
        );
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", Get("/begin")));
        await begun.Task;

        await _poller.Ending.CancelAsync();

        (await RuntimeApi.PostAsync()).Body.ShouldContain("\"statusCode\":503");
        await _poller.StopAsync();
    }

    [Fact]
    public async Task SurviveACallbackThatThrows()
    {
        var registered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _poller.Get(
            "/throw",
            call =>
            {
                call.Cancellation.Register(() => throw new InvalidDataException("from the callback"));
                registered.SetResult();
                return WaitAsync(call.Cancellation);
            }
        );
        _ = _poller.Start();
        RuntimeApi.Next(Answer("id-1", Get("/throw")));
        RuntimeApi.Next(Answer("id-2", Get("/hello")));
        await registered.Task;

        await _poller.Ending.CancelAsync();

        (await RuntimeApi.PostAsync()).Body.ShouldContain("\"statusCode\":503");
        (await RuntimeApi.PostAsync()).Body.ShouldContain("hello False");
        await _poller.StopAsync();
    }

    [Fact]
    public async Task OfAManagedInstanceWaitForWhatRunsAndAskForNoMore()
    {
        const TaskCreationOptions apart = TaskCreationOptions.RunContinuationsAsynchronously;
        var (begun, release) = (new TaskCompletionSource(apart), new TaskCompletionSource(apart));
        var others = new RunningInvocations();
        _poller.Get(
            "/begin",
            async _ =>
            {
                begun.SetResult();
                await release.Task;
                return "drained";
            }
        );
        var running = _poller.Start(others);
        RuntimeApi.Next(Answer("id-1", Get("/begin")));
        await begun.Task;

        others.Drain(TimeSpan.Zero, TimeProvider.System).ShouldBeFalse();
        release.SetResult();
        others.Drain(TimeSpan.FromSeconds(30), TimeProvider.System).ShouldBeTrue();

        var response = await RuntimeApi.PostAsync();

        response.Body.ShouldContain("drained");
        response.Connection.ShouldBe(1);
        await running;
    }

    [Fact]
    public async Task OfAManagedInstanceAreAnsweredOnceWhenTheStopComesBetweenResponseAndAnswer()
    {
        var others = new RunningInvocations();
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = _poller.Start(others);
        RuntimeApi.AnswerAfter(answer.Task);
        RuntimeApi.Next(Answer("id-1", Get("/hello")));
        (await RuntimeApi.PostAsync()).Line.ShouldContain("id-1/response");

        others.Drain(TimeSpan.Zero, TimeProvider.System).ShouldBeFalse();
        answer.SetResult();
        await running;

        RuntimeApi.HasPosts.ShouldBeFalse();
        others.Count.ShouldBe(0);
    }

    [Fact]
    public async Task OfAManagedInstanceRefuseWhatArrivesOnceTheHandlersRun()
    {
        var others = new RunningInvocations();
        _ = _poller.Start(others);
        RuntimeApi.Next(Answer("id-1", Get("/hello")));
        (await RuntimeApi.PostAsync()).Body.ShouldContain("hello");

        await _poller.Adapter.ExecuteShutdownHandlersAsync();
        RuntimeApi.Next(Answer("id-2", Get("/hello")));

        (await RuntimeApi.PostAsync()).Body.ShouldContain("\"statusCode\":503");
        await _poller.StopAsync();
    }

    private static async ValueTask<string> WaitAsync(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return "";
    }
}
