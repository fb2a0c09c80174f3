using System.Globalization;

namespace RestMachine.Emulator.Log;

// The platform's own lines, in the form CloudWatch Logs shows them.
internal static class PlatformLines
{
    public const string InitStart = "INIT_START Runtime Version: provided.al2023 (RestMachine emulator)";

    public const string RestoreStart = "RESTORE_START Runtime Version: provided.al2023 (RestMachine emulator)";

    public static string InitReport(TimeSpan duration, string phase, string status, string errorType) =>
        Invariant($"INIT_REPORT Init Duration: {duration.TotalMilliseconds:F2} ms\tPhase: {phase}\t")
        + $"Status: {status}\tError Type: {errorType}";

    public static string Extension(string name, string state, IEnumerable<string> events, string? errorType) =>
        $"EXTENSION\tName: {name}\tState: {state}\tEvents: [{string.Join(',', events)}]"
        + (errorType is null ? "" : $"\tError Type: {errorType}");

    public static string Start(string requestId) => $"START RequestId: {requestId} Version: $LATEST";

    public static string End(string requestId) => $"END RequestId: {requestId}";

    public static string Report(InvocationReport report)
    {
        var milliseconds = report.Duration.TotalMilliseconds;
        var line =
            $"REPORT RequestId: {report.RequestId}"
            + Invariant($"\tDuration: {milliseconds:F2} ms\tBilled Duration: {Math.Ceiling(milliseconds):F0} ms")
            + Invariant(
                $"\tMemory Size: {report.MemorySize} MB\tMax Memory Used: {report.PeakKilobytes / 1024.0:F0} MB"
            );
        line += report.InitDuration is { } init ? Invariant($"\tInit Duration: {init.TotalMilliseconds:F2} ms") : "";
        line += report.Status is null ? "" : $"\tStatus: {report.Status}";
        return report.ErrorType is null ? line : $"{line}\tError Type: {report.ErrorType}";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
