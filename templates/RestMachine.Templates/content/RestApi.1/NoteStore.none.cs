using System.Collections.Concurrent;

namespace RestApi._1;

/// <summary>Notes in memory: each environment of the function has its own, and they end with it.</summary>
internal sealed class NoteStore
{
    private readonly ConcurrentDictionary<int, Note> _notes = new();
    private int _lastId;

    public static NoteStore Open() => new();

    public IReadOnlyList<Note> All() => [.. _notes.Values.OrderBy(note => note.Id)];

    public Note? Find(int id) => _notes.GetValueOrDefault(id);

    public Note Add(string text)
    {
        var note = new Note(Interlocked.Increment(ref _lastId), text);
        _notes[note.Id] = note;
        return note;
    }
}
