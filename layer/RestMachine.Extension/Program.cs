using RestMachine.Extension.ExtensionsApi;
using RestMachine.Extension.Logs;
using RestMachine.Extension.Receipts;
using RestMachine.Extension.Settings;
using RestMachine.Extension.Shutdown;

namespace RestMachine.Extension;

internal static class Program
{
    private static int Main()
    {
        Registration? registration = null;
        try
        {
            // The function's process starts only after every extension has registered: nothing may come before this.
            registration = ExtensionClient.FromEnvironment().Register();

            var settings = ExtensionSettings.Read(Environment.GetEnvironmentVariable);
            var log = new Log(settings);
            settings.Report(log);
            using var receipts = ReceiptSocket.Open(settings.Port, log);

            var shutdown = registration.Next(log);
            new ShutdownPhase(settings, receipts, log).Run(shutdown);
            return 0;
        }
#pragma warning disable CA1031 // The process edge: whatever it was, the platform and the log must hear of it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            new Log(ExtensionSettings.Read(Environment.GetEnvironmentVariable)).Error(Failure.Describe(failure));
            registration?.ReportFailure(failure);
            return 1;
        }
    }
}
