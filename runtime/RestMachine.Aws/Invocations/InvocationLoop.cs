using RestMachine.Aws.RuntimeApi;
using RestMachine.Aws.Shutdown;

namespace RestMachine.Aws.Invocations;

/// <summary>Init on the main thread, then next and response: there too, one invocation at a time.</summary>
internal sealed class InvocationLoop(AwsApiGatewayAdapter adapter, string runtimeApi)
{
    public void Run(CancellationToken cancellation)
    {
        using var client = new RuntimeApiClient(runtimeApi);
        var process = Init(client, cancellation);
        using (var poller = new Poller(adapter, client, process.Log, isAlone: true))
        {
            poller.Run(process.Ending, cancellation);
        }

        if (ProcessEnd.HasBegun)
        {
            // The process ends on the trigger's thread. An orphan that asked for another invocation would steal it.
            Thread.CurrentThread.Join();
        }
    }

    private FunctionProcess Init(RuntimeApiClient client, CancellationToken cancellation)
    {
        try
        {
            adapter.StartAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (!ProcessEnd.HasBegun)
        {
            adapter.Process?.Log.Error($"INIT failed: {exception}");
            if (client.ReportInitError(ErrorReport.OfInit(exception)) is { } refusal)
            {
                adapter.Process?.Log.Error(refusal);
            }

            Environment.Exit(1);
        }

        return adapter.Process!;
    }
}
