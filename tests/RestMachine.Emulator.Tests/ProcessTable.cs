namespace RestMachine.Emulator.Tests;

internal static class ProcessTable
{
    // A zombie runs no more: its parent, outside of these tests, has only not looked yet.
    public static bool IsRunning(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    // SIGKILL was sent; the kernel ends a process a moment later.
    public static bool IsGone(int pid) => SpinWait.SpinUntil(() => !IsRunning(pid), Doubles.Patience);

    // The kernel stops a process a moment after the signal was sent, and tells nobody but its parent's waiting thread.
    public static bool BecomesStopped(int pid) => SpinWait.SpinUntil(() => IsStopped(pid), Doubles.Patience);

    public static bool IsStopped(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[stat.LastIndexOf(')') + 2] == 'T';
    }
}
