using RestMachine.Aws.Logging;
using RestMachine.Aws.RuntimeApi;
using RestMachine.Aws.Shutdown;
using RestMachine.Aws.Snapshots;

namespace RestMachine.Aws.Invocations;

/// <summary>
/// Init on the main thread, then next and response: there too, one invocation at a time, or on managed instances as many
/// pollers as Lambda asks for, each with a thread and a connection of its own.
/// </summary>
/// <param name="adapter">Answers the events.</param>
/// <param name="runtimeApi">Where the Runtime API is.</param>
/// <param name="concurrency">How many invocations run side by side; null on demand, where it is one.</param>
internal sealed class InvocationLoop(AwsApiGatewayAdapter adapter, string runtimeApi, int? concurrency)
{
    public void Run(CancellationToken cancellation)
    {
        try
        {
            var process = Init(cancellation);
            if (adapter.IsSnapStart)
            {
                new SnapshotPoint(adapter, runtimeApi).Pass(cancellation);
            }

            if (concurrency is { } pollers)
            {
                ServeTogether(process, pollers, cancellation);
            }
            else
            {
                // Without handover the caller's token is enough, and a start is shorter.
                using var stop = process.Orphaned.CanBeCanceled
                    ? CancellationTokenSource.CreateLinkedTokenSource(cancellation, process.Orphaned)
                    : null;
                using var poller = new Poller(adapter, new RuntimeApiClient(runtimeApi), process.Log);
                poller.Run(process.Ending, stop?.Token ?? cancellation);
            }
        }
        catch (Exception) when (ProcessEnd.HasBegun)
        {
            // Startup was cancelled, or the Runtime API went away: both belong to the end that has begun.
        }

        // The process ends on the trigger's thread. An orphan that asked for another invocation would steal it.
        ProcessEnd.ParkIfBegun();
    }

    private FunctionProcess Init(CancellationToken cancellation)
    {
        try
        {
            adapter.StartAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            // Stopped by SIGTERM, not failed: the shutdown handlers run, and then the process ends.
            ProcessEnd.ParkIfBegun();
            adapter.Process?.Log.Error($"INIT failed: {ExceptionText.Of(exception)}");
            using var client = new RuntimeApiClient(runtimeApi);
            if (client.ReportInitError(ErrorReport.OfInit(exception)) is { } refusal)
            {
                adapter.Process?.Log.Error(refusal);
            }

            Environment.Exit(1);
        }

        return adapter.Process!;
    }

    private void ServeTogether(FunctionProcess process, int pollers, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellation,
            process.Running.Stopped,
            process.Orphaned
        );
        var failure = new TaskCompletionSource();
        var threads = Enumerable.Range(0, pollers).Select(_ => new Thread(Serve) { IsBackground = true }).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        failure.TrySetResult();
        failure.Task.GetAwaiter().GetResult();

        void Serve()
        {
            try
            {
                using var poller = new Poller(adapter, new RuntimeApiClient(runtimeApi), process.Log, process.Running);
                poller.Run(process.Ending, stop.Token);
            }
#pragma warning disable CA1031 // On a thread of its own: whatever it is, the loop's caller hears of it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                // One poller without a Runtime API is all of them without: the others stop, and the loop says why.
                failure.TrySetException(exception);
                stop.Cancel();
            }
        }
    }
}
