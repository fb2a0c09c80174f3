using System.Globalization;

namespace RestMachine.Emulator.Processes;

internal sealed record ProcessExit(int? ExitCode, int? Signal, long Timestamp, long PeakMemoryKilobytes)
{
    public bool Succeeded => ExitCode == 0;

    // The words of Lambda's own messages: "Runtime exited with error: exit status 1".
    public override string ToString() =>
        Signal switch
        {
            null => string.Create(CultureInfo.InvariantCulture, $"exit status {ExitCode}"),
            Posix.SigKill => "signal: killed",
            Posix.SigTerm => "signal: terminated",
            11 => "signal: segmentation fault",
            6 => "signal: aborted",
            { } other => $"signal: {Posix.SignalName(other)}",
        };
}
