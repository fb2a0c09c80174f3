using System.Globalization;
using RestMachine.Emulator.Processes;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.Phases;

// Lambda's limit is a cgroup's. Without the right to make one, the resident sizes are looked at often: an allocation
// that comes and goes between two looks passes.
internal static class MemoryWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(Sandbox sandbox, Generation generation, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Interval, sandbox.Time);
        var limit = sandbox.Options.MemorySize * 1024L;
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                var used = generation.Processes.Sum(process => ProcessMemory.Resident(process.Id));
                if (used > limit && generation.RuntimeProcess is { Exit: null } runtime)
                {
                    sandbox.Log.Platform(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"The processes use {used / 1024} MB of the {sandbox.Options.MemorySize} MB they have "
                        ) + "(MemorySize, --memory): the function is killed."
                    );
                    runtime.SignalTree(Posix.SigKill);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The phase is over, and with it the watch.
        }
    }

    public static long PeakKilobytes(Generation generation) =>
        generation
            .Processes.ToArray()
            .Sum(process => process.Exit?.PeakMemoryKilobytes ?? ProcessMemory.Peak(process.Id));
}
