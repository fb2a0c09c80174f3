using Microsoft.Data.Sqlite;

namespace RestApi._1;

/// <summary>
/// Notes in a SQLite file, by default in /tmp, which on Lambda lives as long as the environment. The variable DATABASE names
/// another file, such as one on a mounted EFS.
/// </summary>
internal sealed class NoteStore : IDisposable
{
    private readonly SqliteConnection _connection;

    private NoteStore(SqliteConnection connection) => _connection = connection;

    public static NoteStore Open()
    {
        var file = Environment.GetEnvironmentVariable("DATABASE") ?? Path.Combine(Path.GetTempPath(), "notes.db");
        // Without pooling, closing the connection closes the file.
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var create = connection.CreateCommand();
        create.CommandText = "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)";
        create.ExecuteNonQuery();
        return new NoteStore(connection);
    }

    public IReadOnlyList<Note> All()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT id, text FROM notes ORDER BY id";
        using var rows = command.ExecuteReader();
        var notes = new List<Note>();
        while (rows.Read())
        {
            notes.Add(new Note(rows.GetInt32(0), rows.GetString(1)));
        }

        return notes;
    }

    public Note? Find(int id)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT text FROM notes WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        return command.ExecuteScalar() is string text ? new Note(id, text) : null;
    }

    public Note Add(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "INSERT INTO notes (text) VALUES ($text) RETURNING id";
        command.Parameters.AddWithValue("$text", text);
        return new Note((int)(long)command.ExecuteScalar()!, text);
    }

    public void Dispose() => _connection.Dispose();
}
