using RestMachine.Aws.Logging;
using RestMachine.Aws.RuntimeApi;
using RestMachine.Aws.Shutdown;

namespace RestMachine.Aws.Snapshots;

/// <summary>
/// SnapStart's end of INIT: the process asks for the restore, Lambda takes the snapshot while it waits, and every
/// environment that is restored gets the answer. What AWS's runtime clients do, unproven on AWS with this one:
/// https://github.com/aws/aws-lambda-dotnet/tree/master/Libraries/src/Amazon.Lambda.RuntimeSupport
/// </summary>
internal sealed class SnapshotPoint(AwsApiGatewayAdapter adapter, string runtimeApi)
{
    private const string BeforeSnapshotError = "BeforeSnapshotError";
    private const string AfterRestoreError = "AfterRestoreError";

    /// <summary>Returns in the restored environment, or ends the process once Lambda knows why.</summary>
    public void Pass(CancellationToken cancellation)
    {
        try
        {
            adapter.BeforeSnapshotAsync(cancellation).GetAwaiter().GetResult();
            WaitForRestore();
        }
        catch (Exception exception)
        {
            Fail(exception, static (client, error) => client.ReportInitError(error), BeforeSnapshotError);
        }

        try
        {
            adapter.AfterRestoreAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            Fail(exception, static (client, error) => client.ReportRestoreError(error), AfterRestoreError);
        }
    }

    /// <summary>On a connection of its own: what comes after the restore dials anew.</summary>
    private void WaitForRestore()
    {
        using var client = new RuntimeApiClient(runtimeApi);
        client.RestoreNext();
    }

    private void Fail(Exception exception, Func<RuntimeApiClient, ErrorReport, string?> report, string reason)
    {
        // Stopped by SIGTERM, not failed: the shutdown handlers run, and then the process ends.
        ProcessEnd.ParkIfBegun();
        var log = adapter.Process!.Log;
        log.Error($"SnapStart failed: {ExceptionText.Of(exception)}");
        using var client = new RuntimeApiClient(runtimeApi);
        if (report(client, ErrorReport.OfSnapshot(reason, exception)) is { } refusal)
        {
            log.Error(refusal);
        }

        Environment.Exit(1);
    }
}
