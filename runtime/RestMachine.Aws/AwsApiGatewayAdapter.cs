using System.Buffers;
using System.Runtime.InteropServices;
using RestMachine.Aws.Invocations;
using RestMachine.Aws.RuntimeApi;
using RestMachine.Aws.Settings;
using RestMachine.Aws.Shutdown;
using RestMachine.Shutdown;

namespace RestMachine.Aws;

/// <summary>Runs a <see cref="RestApplication"/> on AWS Lambda behind API Gateway, a Function URL or a load balancer.</summary>
public sealed partial class AwsApiGatewayAdapter
{
    /// <summary>
    /// Name of the <see cref="System.Diagnostics.ActivitySource"/> that has an activity for each invocation, its parent
    /// taken from AWS X-Ray's header. Nobody pays for it who does not listen.
    /// </summary>
    public const string ActivitySourceName = "RestMachine.Aws";

    /// <summary>
    /// Name of the <see cref="System.Diagnostics.Metrics.Meter"/> that measures the invocations of an executable by
    /// OpenTelemetry's names: <c>faas.invoke_duration</c> in seconds, and <c>faas.errors</c> with <c>error.type</c>. Nobody
    /// pays for it who does not listen. https://opentelemetry.io/docs/specs/semconv/faas/faas-metrics/
    /// </summary>
    public const string MeterName = "RestMachine.Aws";

    private readonly RestApplication _application;
    private readonly Lock _gate = new();
    private LambdaSettings _settings;
    private FunctionProcess? _process;
    private Task? _started;
    private bool _isLate;

    /// <summary>An adapter; it runs one application.</summary>
    public AwsApiGatewayAdapter(RestApplication application)
        : this(application, LambdaSettings.FromEnvironment()) { }

    internal AwsApiGatewayAdapter(RestApplication application, LambdaSettings settings)
    {
        ArgumentNullException.ThrowIfNull(application);
        _application = application;
        _settings = settings;
        Streaming = settings.IsStreaming;
        application.ProvideFromRequest(static request => request.LambdaEvent);
        application.ProvideFromRequest(static request => request.LambdaContext);
    }

    /// <summary>
    /// The Runtime API loop of an executable: startup, then one invocation after another until Lambda ends the
    /// environment. A failed startup is reported to Lambda as init error and ends the process with code 1.
    /// </summary>
    /// <remarks>Blocks the caller's thread for the function's life; the task that it returns is complete.</remarks>
    /// <exception cref="InvalidOperationException">The process does not run on Lambda.</exception>
    /// <exception cref="FormatException">AWS_LAMBDA_RUNTIME_API is no address.</exception>
    /// <exception cref="PlatformNotSupportedException">The system is not Linux.</exception>
    /// <exception cref="IOException">The Runtime API is gone.</exception>
    public Task RunAsync(CancellationToken cancellation = default)
    {
        if (_settings.RuntimeApi is not { } runtimeApi)
        {
            throw new InvalidOperationException(
                "AWS_LAMBDA_RUNTIME_API is not set: this process does not run on Lambda. "
                    + "Run it locally with: restmachine local <project>"
            );
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException(
                "RunAsync needs Linux, as Lambda does: it talks to the Runtime API by Linux's own system calls. "
                    + "In a test on another system use StartAsync and HandleEventAsync."
            );
        }

        _ = RuntimeApiAddress.Parse(runtimeApi);

        // Blocking on the caller's thread, on purpose: Main has nothing else to do, and no thread pool is needed.
        new InvocationLoop(this, runtimeApi, _settings.Concurrency).Run(cancellation);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Everything that belongs to INIT, for a class library: call it from the handler class's instance constructor.
    /// Blocks until the startup handlers have ended.
    /// </summary>
    /// <exception cref="InvalidLifecycleException">A dependency is missing, ambiguous or circular.</exception>
    /// <exception cref="StartupException">A startup handler failed.</exception>
    public void Start()
    {
        WarnOfStreaming();
        try
        {
            Task.Run(() => StartAsync()).GetAwaiter().GetResult();
        }
        finally
        {
            // The managed runtime would end the process with an init error while the shutdown handlers still run.
            ProcessEnd.ParkIfBegun();
        }
    }

    /// <summary>As <see cref="Start"/>, for tests.</summary>
    public Task StartAsync(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return _started ??= StartOnceAsync(cancellation);
        }
    }

    /// <summary>
    /// Answers one event, in a class library for the managed runtime. Its <see cref="LambdaContext"/> knows no
    /// <see cref="LambdaContext.AwsRequestId"/> and no deadline, and the token fires at shutdown only: pass the runtime's
    /// context, as the bridge to Amazon's packages does, to have them.
    /// </summary>
    /// <exception cref="UnrecognizedEventException">No HTTP event, and no handler takes others.</exception>
    public async Task<Stream> HandleEventAsync(Stream input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var context = new LambdaContext(Function, TimeProvider.System) { TraceId = TraceIdOfTheProcess };
        return await HandleInClassLibraryAsync(input, context, cancellation);
    }

    /// <summary>Runs the shutdown handlers, once; never ends the process. Later calls get the same report.</summary>
    public Task<ShutdownReport> ExecuteShutdownHandlersAsync() =>
        _application.Lifecycle.ShutdownAsync("method", ShutdownBudgets.ForMethod(_settings.Timeout));

    /// <summary>The managed runtime's variable; where invocations run side by side it belongs to none of them.</summary>
    internal static string? TraceIdOfTheProcess =>
        Environment.GetEnvironmentVariable(LambdaSettings.ConcurrencyVariable) is null
            ? Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID")
            : null;

    internal RestApplication Application => _application;

    internal FunctionProcess? Process => _process;

    internal async Task<Stream> HandleInClassLibraryAsync(
        Stream input,
        LambdaContext context,
        CancellationToken cancellation
    )
    {
        if (_started is null)
        {
            WarnOfLateStart();
        }

        await StartAsync(CancellationToken.None).WaitAsync(cancellation);
        var payload = new MemoryStream();
        await input.CopyToAsync(payload, cancellation);
        var ending = _process?.Ending ?? CancellationToken.None;
        using var token = CancellationTokenSource.CreateLinkedTokenSource(cancellation, ending);
        if (context.RemainingTime < TimeSpan.FromDays(1))
        {
            token.CancelAfter(context.RemainingTime);
        }

        var output = new ArrayBufferWriter<byte>(1024);
        var others = _settings.Concurrency is null ? null : _process?.Running;
        others?.Begin();
        try
        {
            var bytes = payload.GetBuffer().AsMemory(0, (int)payload.Length);
            await HandleAsync(bytes, context, new ResponseTarget(output), token.Token);
        }
        finally
        {
            others?.End();
            if (_settings.Concurrency is null)
            {
                // Lambda has given this invocation up: the managed runtime must not answer it, nor ask for another one.
                await ProcessEnd.ParkIfBegunAsync();
            }

            Rest();
        }

        MemoryMarshal.TryGetArray(output.WrittenMemory, out var answer);
        return new MemoryStream(answer.Array!, answer.Offset, answer.Count, writable: false);
    }

    private async Task StartOnceAsync(CancellationToken cancellation)
    {
        if (_settings.RuntimeApi is null)
        {
            await _application.Lifecycle.StartAsync(cancellation);
            return;
        }

        _process = FunctionProcess.For(_settings, TimeProvider.System);
        _process.Attach(_application, _isLate);
        await _application.Lifecycle.StartAsync(cancellation);
        _process.WaitUntilKnown();
        _process.WarmUp();
    }

    private void WarnOfStreaming()
    {
        if (Streaming && _settings.RuntimeApi is not null)
        {
            FunctionProcess
                .For(_settings, TimeProvider.System)
                .Log.Warn(
                    "Streaming is on, but the managed runtime sends a class library's responses, as a whole: clients of a "
                        + "function URL with the invoke mode RESPONSE_STREAM see the response's JSON. Set "
                        + $"{LambdaSettings.StreamingVariable}=off and the invoke mode BUFFERED, or make it an executable"
                );
        }
    }

    private void WarnOfLateStart()
    {
        _isLate = true;
        if (_settings.RuntimeApi is not null)
        {
            FunctionProcess
                .For(_settings, TimeProvider.System)
                .Log.Warn(
                    "HandleEventAsync was called before Start(): startup runs inside the first invocation, and the "
                        + "internal extension can no longer register. Call adapter.Start() in the handler class's constructor"
                );
        }
    }
}
