using System.Globalization;

namespace RestMachine.Emulator.Processes;

// Who was started by whom, from /proc. Those whose parent has ended belong to nobody any more.
internal static class ProcessTree
{
    // The process itself is not among them; one that is gone has none.
    public static IReadOnlyList<int> Descendants(int pid)
    {
        var found = new List<int>();
        AddDescendants(pid, found);
        return found;
    }

    private static void AddDescendants(int pid, List<int> found)
    {
        foreach (var child in Children(pid))
        {
            found.Add(child);
            AddDescendants(child, found);
        }
    }

    public static IReadOnlyList<int> Children(int pid)
    {
        try
        {
            return Directory
                .EnumerateDirectories($"/proc/{pid}/task")
                .Select(task => Path.Combine(task, "children"))
                .Where(File.Exists)
                .SelectMany(file => File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))
                .ToList();
        }
        catch (IOException)
        {
            return []; // It ended while being read.
        }
    }
}
