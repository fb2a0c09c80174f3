namespace RestMachine.Tests.Lifecycle;

/// <summary>Values that startup handlers make in these tests, and the order in which things happened to them.</summary>
internal sealed class Journal
{
    private readonly List<string> _entries = [];

    public IReadOnlyList<string> Entries
    {
        get
        {
            lock (_entries)
            {
                return [.. _entries];
            }
        }
    }

    public void Add(string entry)
    {
        lock (_entries)
        {
            _entries.Add(entry);
        }
    }
}

internal class Resource(Journal journal, string name) : IAsyncDisposable
{
    public override string ToString() => name;

    public bool IsDisposed { get; private set; }

    public virtual ValueTask DisposeAsync()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        IsDisposed = true;
        journal.Add($"dispose {name}");
        return ValueTask.CompletedTask;
    }
}

internal sealed class Database(Journal journal, string name = "database") : Resource(journal, name);

internal sealed class Cache(Journal journal, Database database) : Resource(journal, "cache")
{
    public Database Database => database;
}

internal sealed class Metrics(Journal journal) : Resource(journal, "metrics");

internal sealed class Settings;
