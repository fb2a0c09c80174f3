using System.Text;
using RestMachine.Aws.Invocations;
using RestMachine.Aws.Logging;
using RestMachine.Aws.RuntimeApi;
using RestMachine.Aws.Settings;
using RestMachine.Binding;

namespace RestMachine.Aws.Tests.RuntimeApi;

/// <summary>A poller on a thread of its own, and the Runtime API it talks to.</summary>
internal sealed class PollerUnderTest : IDisposable
{
    private readonly RestApplication _app = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _lines = [];

    public PollerUnderTest()
    {
        Settings = LambdaSettings.Read(_ => null);
        Log = new FunctionLog(Settings, TimeProvider.System, line => _lines.Add(Encoding.UTF8.GetString(line)));
    }

    public bool Streaming { get; init; }

    /// <summary>What answers; there once the poller was started.</summary>
    public AwsApiGatewayAdapter Adapter { get; private set; } = null!;

    public ScriptedRuntimeApi RuntimeApi { get; } = new();

    public CancellationTokenSource Ending { get; } = new();

    /// <summary>What the function's log has; complete once the poller has ended.</summary>
    public IReadOnlyList<string> Lines => _lines;

    private LambdaSettings Settings { get; }

    private FunctionLog Log { get; }

    public void Get(string path, Func<RouteCall, ValueTask<string>> handler) =>
        _app.AddRoute(
            "GET",
            path,
            new BoundRoute(handler, place: "")
            {
                Invoke = async (bound, call) => call.Text(await ((Func<RouteCall, ValueTask<string>>)bound)(call)),
            }
        );

    public void Stream(string path, Func<Stream, CancellationToken, Task> write) =>
        _app.AddRoute(
            "GET",
            path,
            new BoundRoute(write, place: "")
            {
                Invoke = static (bound, call) =>
                    new(call.Result(Results.Stream((Func<Stream, CancellationToken, Task>)bound, "text/csv"))),
            }
        );

    /// <summary>Runs until <see cref="StopAsync"/>.</summary>
    public Task Start(RunningInvocations? others = null)
    {
        var adapter = Adapter = new AwsApiGatewayAdapter(_app, Settings) { Streaming = Streaming };
        var started = adapter.StartAsync(CancellationToken.None);
        return Running = Task.Factory.StartNew(
            () =>
            {
                started.GetAwaiter().GetResult();
                using var poller = new Poller(adapter, new RuntimeApiClient(RuntimeApi.Address), Log, others);
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(
                    _stop.Token,
                    others?.Stopped ?? CancellationToken.None
                );
                poller.Run(Ending.Token, stop.Token);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Lets the running invocation end; throws what the poller threw.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Running;
    }

    public void Dispose()
    {
        _stop.Cancel();
        RuntimeApi.Dispose();
    }
}
