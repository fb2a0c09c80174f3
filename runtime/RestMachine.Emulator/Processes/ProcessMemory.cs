using System.Globalization;

namespace RestMachine.Emulator.Processes;

// Kilobytes of a process and its descendants, from /proc. A process that is gone counts nothing.
internal static class ProcessMemory
{
    public static long Peak(int pid) => Sum(pid, "VmHWM:");

    public static long Resident(int pid) => Sum(pid, "VmRSS:");

    private static long Sum(int pid, string field)
    {
        try
        {
            return Read(pid, field) + ProcessTree.Children(pid).Sum(child => Sum(child, field));
        }
        catch (IOException)
        {
            return 0; // It ended while being read.
        }
    }

    private static long Read(int pid, string field)
    {
        foreach (var line in File.ReadLines($"/proc/{pid}/status"))
        {
            if (line.StartsWith(field, StringComparison.Ordinal))
            {
                return long.Parse(line.AsSpan(field.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
            }
        }
        return 0;
    }
}
