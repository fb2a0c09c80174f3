using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

/// <summary>What an environment could leave behind on this machine, and many of them in this process.</summary>
internal static class Leftovers
{
    public static int Descriptors => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();

    public static int Threads => Directory.EnumerateDirectories("/proc/self/task").Count();

    /// <summary>The environment is disposed: its processes, its directory and its receipt's socket must be gone.</summary>
    public static void ShouldBeNone(LambdaEnvironment environment, int port)
    {
        var report = environment.Shutdowns.ShouldHaveSingleItem();
        foreach (var process in report.Extensions.Append(report.Function!))
        {
            IsStillThere(process).ShouldBeFalse($"{process} has been left behind");
        }

        Directory.Exists(environment.TemporaryDirectory).ShouldBeFalse();
        ReceiptSockets.Exists(port).ShouldBeFalse();
    }

    /// <summary>A process of that number may be another one by now.</summary>
    private static bool IsStillThere(ProcessReport process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.ProcessId}/cmdline")
                    .Contains(Published.Root, StringComparison.Ordinal)
                && !File.ReadAllText($"/proc/{process.ProcessId}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
