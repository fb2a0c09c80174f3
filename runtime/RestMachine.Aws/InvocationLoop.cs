using System.Buffers;
using RestMachine.Aws.RuntimeApi;
using RestMachine.Aws.Shutdown;

namespace RestMachine.Aws;

/// <summary>Init, then next and response, one invocation at a time, on the main thread.</summary>
internal sealed class InvocationLoop(AwsApiGatewayAdapter adapter, string runtimeApi)
{
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly RuntimeApiClient _client = new(runtimeApi);

    public void Run(CancellationToken cancellation)
    {
        try
        {
            Init(cancellation);
            Serve(cancellation);
        }
        catch (Exception) when (ProcessEnd.HasBegun)
        {
            // Startup was cancelled, or the Runtime API went away: both belong to the end that has begun.
        }

        // The process ends on the trigger's thread. An orphan that asked for another invocation would steal it.
        ProcessEnd.ParkIfBegun();
    }

    private void Serve(CancellationToken cancellation)
    {
        using var closing = cancellation.UnsafeRegister(
            static client => ((RuntimeApiClient)client!).Dispose(),
            _client
        );
        while (!ProcessEnd.HasBegun)
        {
            Invoke(_client.Next());
        }
    }

    private void Init(CancellationToken cancellation)
    {
        try
        {
            adapter.StartAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            // Stopped by SIGTERM, not failed: the shutdown handlers run, and then the process ends.
            ProcessEnd.ParkIfBegun();
            adapter.Process?.Log.Error($"INIT failed: {exception}");
            var refusal = _client.ReportInitError($"Runtime.{exception.GetType().Name}", exception.Message);
            if (refusal is not null)
            {
                adapter.Process?.Log.Error(refusal);
            }

            Environment.Exit(1);
        }
    }

    private void Invoke(Invocation invocation)
    {
        (string Type, string Message)? error = null;
        _output.ResetWrittenCount();
        try
        {
            Handle(invocation);
        }
        catch (UnrecognizedEventException exception)
        {
            error = ("RestMachine.UnrecognizedEvent", exception.Message);
        }
#pragma warning disable CA1031 // The boundary of the function: what an event's handler throws fails that invocation only.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            adapter.Process?.Log.Error($"Invocation {invocation.AwsRequestId} failed: {exception}");
            error = (exception.GetType().FullName!, "The event's handler failed; the log says why.");
        }

        if (ProcessEnd.HasBegun)
        {
            // Lambda has given this invocation up: nobody waits for an answer.
            return;
        }

        var refusal = error is { } failure
            ? _client.ReportError(invocation.AwsRequestId, failure.Type, failure.Message)
            : _client.Respond(invocation.AwsRequestId, _output.WrittenSpan);
        if (refusal is not null)
        {
            adapter.Process?.Log.Error(refusal);
        }
    }

    private void Handle(Invocation invocation)
    {
        var ending = adapter.Process?.Ending ?? CancellationToken.None;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ending);
        if (invocation.Deadline is { } end)
        {
            var left = end - TimeProvider.System.GetUtcNow();
            deadline.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        var context = new LambdaContext(adapter.Function, TimeProvider.System)
        {
            AwsRequestId = invocation.AwsRequestId,
            Deadline = invocation.Deadline,
        };
        adapter.HandleAsync(invocation.Event, context, _output, deadline.Token).AsTask().GetAwaiter().GetResult();
    }
}
