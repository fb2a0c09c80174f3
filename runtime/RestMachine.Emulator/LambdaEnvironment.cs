using RestMachine.Emulator.FrontDoor;
using RestMachine.Emulator.Phases;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator;

/// <summary>
/// One Lambda execution environment on this machine: a function and its extensions as real processes, the Runtime API
/// and the Extensions API they talk to, and the phases of their life.
/// </summary>
/// <remarks>
/// Invocations run one at a time; further ones wait. All members may be called from any thread. When this process ends,
/// however it ends, the processes of the environment end too; a process that left its group and cleared its environment
/// variables is the exception that nobody can find.
/// </remarks>
public sealed class LambdaEnvironment : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource stop = new();
    private readonly LoopbackServer api;
    private readonly Sandbox sandbox;
    private readonly Lifecycle lifecycle;
    private readonly Gateway gateway;
    private FrontDoorServer? frontDoor;
    private ShutdownReport? lastReport;
    private bool disposed;

    private LambdaEnvironment(
        LambdaEnvironmentOptions options,
        TimeProvider time,
        ApiSwitch apiSwitch,
        LoopbackServer api
    )
    {
        this.api = api;
        sandbox = new Sandbox(options, time, api.Port);
        gateway = new Gateway(options, time, TryInvokeAsync);
        lifecycle = new Lifecycle(sandbox);
        apiSwitch.Current = () => lifecycle.Current;
    }

    /// <summary>How the first init phase ended. A failed one is repeated by the next invocation, as on Lambda.</summary>
    public InitResult Init { get; private set; } = new(false, TimeSpan.Zero, null, null);

    /// <summary>The log stream so far, oldest line first.</summary>
    public IReadOnlyList<LogLine> Log => sandbox.Log.Snapshot();

    /// <summary>What has happened so far, in the order of its time.</summary>
    public IReadOnlyList<LifecycleEvent> Lifecycle => sandbox.Life.Snapshot();

    /// <summary>The TMPDIR of the processes. It is kept until this object is disposed.</summary>
    public string TemporaryDirectory => sandbox.TemporaryDirectory;

    /// <summary>Where HTTP requests go; null without <see cref="LambdaEnvironmentOptions.FrontDoorPort"/>.</summary>
    public Uri? FrontDoorUri => frontDoor?.Uri;

    /// <summary>Every shutdown phase so far: resets after time-outs and crashes, and the last one.</summary>
    public IReadOnlyList<ShutdownReport> Shutdowns => lifecycle.Shutdowns;

    internal Generation Generation => lifecycle.Current;

    /// <summary>
    /// Starts the processes and runs the init phase. It returns also when that fails: look at <see cref="Init"/>, or
    /// call <see cref="InitResult.EnsureSucceeded"/> on it.
    /// </summary>
    /// <exception cref="ArgumentException">An option has no legal value; the message names it.</exception>
    /// <exception cref="PortTakenException">The front door's port is taken.</exception>
    /// <exception cref="PlatformNotSupportedException">This machine runs no Linux programs.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is left running.</exception>
    public static async Task<LambdaEnvironment> StartAsync(
        LambdaEnvironmentOptions options,
        CancellationToken cancellationToken = default
    )
    {
        var environment = await CreateAsync(options, TimeProvider.System, cancellationToken);
        try
        {
            await environment.InitialiseAsync(options.FrontDoorPort, cancellationToken);
            return environment;
        }
        catch
        {
            await environment.DisposeAsync();
            throw;
        }
    }

    // Everything is there but the processes: InitialiseAsync starts them.
    internal static async Task<LambdaEnvironment> CreateAsync(
        LambdaEnvironmentOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        LambdaEnvironmentOptions.ThrowIfUnusable(options);
        var apiSwitch = new ApiSwitch();
        var server = await LoopbackServer.StartAsync(0, apiSwitch.AnswerAsync, cancellationToken);
        try
        {
            return new LambdaEnvironment(options, time, apiSwitch, server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Invokes the function, after the invocations that were asked for before. After a failed init phase, a crash or a
    /// time-out the processes are started first, under the function's time-out.
    /// </summary>
    /// <param name="payload">The event, normally JSON.</param>
    /// <param name="cancellationToken">Ends the waiting, not the invocation.</param>
    /// <returns>As soon as the function's response is complete; after a failure, when the reset has ended.</returns>
    /// <exception cref="InvalidOperationException">The environment has been shut down.</exception>
    public async Task<InvocationResult> InvokeAsync(
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken = default
    ) =>
        await TryInvokeAsync(payload, null, cancellationToken)
        ?? throw new InvalidOperationException("The environment has been shut down: start a new one.");

    /// <summary>
    /// Sends an HTTP request through the front door's translation, in memory: as an event of
    /// <see cref="LambdaEnvironmentOptions.FrontDoor"/> to the function, and its response back. The host of the request's
    /// URI only becomes the host field. With <see cref="LambdaEnvironmentOptions.Streaming"/> the content is still coming:
    /// read it as a stream.
    /// </summary>
    /// <returns>The function's response; 503 when the environment has been shut down.</returns>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var gatewayRequest = await GatewayRequest.FromAsync(request, cancellationToken);
        var response = await gateway.ForwardAsync(gatewayRequest, cancellationToken);
        return response.ToMessage(request);
    }

    /// <summary>Waits until no invocation is running and the processes are frozen.</summary>
    public async Task WaitUntilIdleAsync(CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(cancellationToken);
        turn.Release();
    }

    /// <summary>Waits for a line of the log; lines that are already there count.</summary>
    public Task<LogLine> WaitForLogAsync(Func<LogLine, bool> match, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(match);
        return sandbox.Log.WaitForAsync(match, cancellationToken);
    }

    /// <summary>
    /// Runs the shutdown phase and ends the environment. An invocation that is still running ends with
    /// <c>Sandbox.Failure</c>. Called again, it returns the same report.
    /// </summary>
    public async Task<ShutdownReport> ShutdownAsync(
        ShutdownReason reason = ShutdownReason.Spindown,
        CancellationToken cancellationToken = default
    )
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        await stop.CancelAsync();
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (lastReport is null)
            {
                lastReport = await lifecycle.EndAsync(reason);
                sandbox.KillSurvivors();
            }
            return lastReport;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Ends what still runs with SIGKILL, without a shutdown phase, and deletes the temporary directory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }
        disposed = true;
        await stop.CancelAsync();
        await turn.WaitAsync();
        await lifecycle.KillAsync();
        if (frontDoor is not null)
        {
            await frontDoor.DisposeAsync();
        }
        await api.DisposeAsync();
        sandbox.Dispose();
        turn.Release();
    }

    internal async Task InitialiseAsync(int? frontDoorPort, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (frontDoorPort is { } port)
            {
                frontDoor = await FrontDoorServer.OpenAsync(port, gateway.ForwardAsync, cancellationToken);
            }
            Init = await lifecycle.InitialiseAsync(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    // Null: the environment has been shut down.
    private async Task<InvocationResult?> TryInvokeAsync(
        ReadOnlyMemory<byte> payload,
        AnswerStream? stream,
        CancellationToken cancellation
    )
    {
        await turn.WaitAsync(cancellation);
        if (stop.IsCancellationRequested)
        {
            turn.Release();
            return null;
        }
        var result = new TaskCompletionSource<InvocationResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = ServeTurnAsync(sandbox.NewInvocation(payload, stream), result);
        return await result.Task.WaitAsync(cancellation);
    }

    // The response may be there before the phase is over: the turn ends with the phase.
    private async Task ServeTurnAsync(Invocation invocation, TaskCompletionSource<InvocationResult> result)
    {
        try
        {
            await lifecycle.ServeAsync(invocation, result, stop.Token);
        }
        catch (Exception exception)
        {
            result.TrySetException(exception);
        }
        finally
        {
            turn.Release();
        }
    }
}
