using RestMachine.Aws.Settings;
using RestMachine.Aws.Shutdown;
using RestMachine.Binding;

namespace RestMachine.Aws.Tests.Shutdown;

public class WarmUpOfAShutdown
{
    private readonly RestApplication _app = new();
    private int _calls;

    [Fact]
    public async Task RunsNoHandlerOfTheUsers()
    {
        AddHandler();

        WarmUp();

        _calls.ShouldBe(0);
        await _app.Lifecycle.StartAsync(TestContext.Current.CancellationToken);
        (await new AwsApiGatewayAdapter(_app).ExecuteShutdownHandlersAsync()).Outcome.ShouldBe(
            ShutdownOutcome.Completed
        );
        _calls.ShouldBe(1);
    }

    [Fact]
    public void LeavesTheProcessAlive()
    {
        AddHandler();

        WarmUp();

        ProcessEnd.HasBegun.ShouldBeFalse();
    }

    private void AddHandler() =>
        _app.AddShutdown(
            "close",
            new BoundHandler(() => _calls++, "Program.cs:1")
            {
                Invoke = static (handler, _) => new ValueTask<object?>(((Func<int>)handler)()),
            }
        );

    private void WarmUp() =>
        new ShutdownWarmUp(LambdaSettings.Read(_ => null), TimeProvider.System).Run(_app.ShutdownHandlers);
}
