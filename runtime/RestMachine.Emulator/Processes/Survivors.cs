using System.Globalization;
using System.Text;

namespace RestMachine.Emulator.Processes;

// Processes that left their group (setsid) but still carry the environment's mark: a NAME=VALUE that no other has.
// One that also cleared its environment block cannot be found.
internal static class Survivors
{
    // Not those of the groups that are spared.
    public static int Kill(string mark, params IReadOnlyCollection<int> spared)
    {
        var killed = 0;
        foreach (var pid in Find(mark).Where(pid => !spared.Contains(Posix.getpgid(pid))))
        {
            killed += Posix.kill(pid, Posix.SigKill) == 0 ? 1 : 0;
        }
        return killed;
    }

    public static IReadOnlyList<int> Find(string mark)
    {
        var wanted = Encoding.UTF8.GetBytes(mark);
        return Directory
            .EnumerateDirectories("/proc")
            .Select(path =>
                int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                    ? pid
                    : 0
            )
            .Where(pid => pid != 0 && pid != Environment.ProcessId && Carries(pid, wanted))
            .ToList();
    }

    private static bool Carries(int pid, byte[] mark)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ").AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // It ended meanwhile, or belongs to somebody else.
        }
    }
}
