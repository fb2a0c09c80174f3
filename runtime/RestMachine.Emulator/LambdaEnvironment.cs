using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using RestMachine.Emulator.FrontDoor;
using RestMachine.Emulator.Log;
using RestMachine.Emulator.Phases;
using RestMachine.Emulator.Processes;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator;

/// <summary>
/// One Lambda execution environment on this machine: a function and its extensions as real processes, the Runtime API
/// and the Extensions API they talk to, and the phases of their life.
/// </summary>
/// <remarks>Invocations run one at a time; further ones wait. All members may be called from any thread.</remarks>
public sealed class LambdaEnvironment : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource stop = new();
    private readonly List<ShutdownReport> shutdowns = [];
    private readonly Lock gate = new();
    private readonly LoopbackServer api;
    private readonly Sandbox sandbox;
    private LoopbackServer? frontDoor;
    private Generation generation;
    private bool initialised;
    private TimeSpan? unreportedInit;
    private bool ended;
    private bool disposed;

    private LambdaEnvironment(LambdaEnvironmentOptions options, ApiSwitch apiSwitch, LoopbackServer api)
    {
        this.api = api;
        sandbox = new Sandbox(options, TimeProvider.System, api.Port);
        generation = new Generation(sandbox.Function, sandbox.Time);
        apiSwitch.Current = () => generation;
    }

    /// <summary>How the first init phase ended. A failed one is repeated by the next invocation, as on Lambda.</summary>
    public InitResult Init { get; private set; } = new(false, TimeSpan.Zero, null, null);

    /// <summary>The log stream so far, oldest line first.</summary>
    public IReadOnlyList<LogLine> Log => sandbox.Log.Snapshot();

    /// <summary>The TMPDIR of the processes. It is kept until this object is disposed.</summary>
    public string TemporaryDirectory => sandbox.TemporaryDirectory;

    /// <summary>Where HTTP requests go; null without <see cref="LambdaEnvironmentOptions.FrontDoorPort"/>.</summary>
    public Uri? FrontDoorUri => frontDoor is null ? null : new Uri($"http://127.0.0.1:{frontDoor.Port}/");

    /// <summary>Every shutdown phase so far: resets after time-outs and crashes, and the last one.</summary>
    public IReadOnlyList<ShutdownReport> Shutdowns
    {
        get
        {
            lock (gate)
            {
                return shutdowns.ToArray();
            }
        }
    }

    /// <summary>
    /// Starts the processes and runs the init phase. It returns also when that fails: look at <see cref="Init"/>, or
    /// call <see cref="InitResult.EnsureSucceeded"/> on it.
    /// </summary>
    /// <exception cref="ArgumentException">An option has no legal value; the message names it.</exception>
    /// <exception cref="PortTakenException">The front door's port is taken.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is left running.</exception>
    public static async Task<LambdaEnvironment> StartAsync(
        LambdaEnvironmentOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FindError() is { } error)
        {
            throw new ArgumentException(error, nameof(options));
        }
        var apiSwitch = new ApiSwitch();
        var server = await LoopbackServer.StartAsync(0, apiSwitch.AnswerAsync, cancellationToken);
        var environment = new LambdaEnvironment(options, apiSwitch, server);
        try
        {
            await environment.OpenFrontDoorAsync(options.FrontDoorPort, cancellationToken);
            await environment.InitialiseAsync(cancellationToken);
            return environment;
        }
        catch
        {
            await environment.DisposeAsync();
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
    )
    {
        await turn.WaitAsync(cancellationToken);
        var result = new TaskCompletionSource<InvocationResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = ServeTurnAsync(payload, result);
        return await result.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Sends an HTTP request through the front door's translation, in memory: as an API Gateway HTTP API event (payload
    /// version 2.0) to the function, and its response back. The host of the request's URI only becomes the host field.
    /// </summary>
    /// <exception cref="InvalidOperationException">The environment has been shut down.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var gatewayRequest = await GatewayRequest.FromAsync(request, cancellationToken);
        var response = await ForwardAsync(gatewayRequest, cancellationToken);
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
        await stop.CancelAsync();
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (!ended)
            {
                ended = true;
                await EndGenerationAsync(reason);
                sandbox.KillSurvivors();
            }
            return Shutdowns[^1];
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
        ended = true;
        await KillAsync();
        if (frontDoor is not null)
        {
            await frontDoor.DisposeAsync();
        }
        await api.DisposeAsync();
        sandbox.Dispose();
        stop.Dispose();
        turn.Release();
    }

    internal async Task<GatewayResponse> ForwardAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        var result = await InvokeAsync(request.ToEvent(sandbox.Time.GetUtcNow()), cancellationToken);
        return GatewayResponse.From(result);
    }

    private async Task OpenFrontDoorAsync(int? port, CancellationToken cancellationToken)
    {
        if (port is not { } number)
        {
            return;
        }
        try
        {
            frontDoor = await LoopbackServer.StartAsync(number, AnswerAsync, cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new PortTakenException(number, exception);
        }

        async Task AnswerAsync(HttpContext context)
        {
            var request = await GatewayRequest.FromAsync(context);
            var response = ended
                ? GatewayResponse.ServiceUnavailable
                : await ForwardAsync(request, context.RequestAborted);
            await response.WriteToAsync(context);
        }
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, cancellationToken);
            var phase = new InitPhase(sandbox, generation);
            Init = await phase.RunAsync(sandbox.Options.InitTimeout, "init", either.Token);
            unreportedInit = Init.Succeeded ? Init.Duration : null;
            await SettleAsync(Init);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task ServeTurnAsync(ReadOnlyMemory<byte> payload, TaskCompletionSource<InvocationResult> result)
    {
        try
        {
            if (stop.IsCancellationRequested)
            {
                throw new InvalidOperationException("The environment has been shut down: start a new one.");
            }
            await ServeAsync(payload, result);
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

    private async Task ServeAsync(ReadOnlyMemory<byte> payload, TaskCompletionSource<InvocationResult> result)
    {
        var invocation = sandbox.NewInvocation(payload);
        InitResult? init = null;
        if (!initialised)
        {
            init = await new InitPhase(sandbox, generation).RunAsync(
                sandbox.Options.FunctionTimeout,
                "invoke",
                stop.Token
            );
        }
        var phase = new InvokePhase(sandbox, generation, invocation)
        {
            Used = init?.Duration ?? TimeSpan.Zero,
            InitDuration = init is null ? unreportedInit : null,
        };
        unreportedInit = null;
        Fault? fault;
        if (init is { Succeeded: false })
        {
            fault = generation.FirstFault ?? new Fault(init.ErrorType!, init.ErrorMessage!);
            phase.Report(fault);
        }
        else
        {
            initialised = true;
            Signal(Posix.SigCont);
            fault = await phase.RunAsync(answer => result.TrySetResult(answer), stop.Token);
        }
        if (fault is null)
        {
            Freeze();
        }
        else if (stop.IsCancellationRequested)
        {
            result.TrySetResult(phase.Failed(fault)); // The shutdown phase follows.
        }
        else
        {
            var report = await EndGenerationAsync(ReasonOf(fault.Type));
            result.TrySetResult(phase.Failed(fault) with { Reset = report });
        }
    }

    private async Task SettleAsync(InitResult init)
    {
        initialised = init.Succeeded;
        if (init.Succeeded)
        {
            Freeze();
        }
        else
        {
            await EndGenerationAsync(ReasonOf(init.ErrorType));
        }
    }

    private static ShutdownReason ReasonOf(string? errorType) =>
        errorType == Fault.TimedOut ? ShutdownReason.Timeout : ShutdownReason.Failure;

    // The next generation is only an empty place: its processes start with the next invocation.
    private async Task<ShutdownReport> EndGenerationAsync(ShutdownReason reason)
    {
        var report = await new ShutdownPhase(sandbox, generation, reason).RunAsync();
        lock (gate)
        {
            shutdowns.Add(report);
        }
        generation = new Generation(sandbox.Function, sandbox.Time);
        initialised = false;
        return report;
    }

    private void Freeze()
    {
        if (sandbox.Options.FreezeBetweenInvocations)
        {
            Signal(Posix.SigStop);
        }
    }

    private void Signal(int signal)
    {
        foreach (var process in generation.Processes)
        {
            process.Signal(signal);
        }
    }

    private async Task KillAsync()
    {
        generation.Ending = true;
        foreach (var process in generation.Processes)
        {
            process.Signal(Posix.SigKill);
            await process.Exited;
            sandbox.Reap(process);
        }
    }
}
