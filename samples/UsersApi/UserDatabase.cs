using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace UsersApi;

/// <summary>
/// Users in one SQLite file with a write-ahead log: only a clean close folds the log into the file and removes it.
/// </summary>
internal sealed class UserDatabase : IDisposable
{
    private readonly SqliteConnection _connection;

    private UserDatabase(SqliteConnection connection) => _connection = connection;

    public static UserDatabase Open(string path)
    {
        // Without pooling, closing the connection closes the file.
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        var database = new UserDatabase(connection);
        database.Execute("PRAGMA journal_mode = WAL");
        database.Execute("CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
        database.Execute("INSERT OR IGNORE INTO users (id, name) VALUES (1, 'Ada Lovelace'), (2, 'Alan Turing')");
        return database;
    }

    public IReadOnlyList<User> All()
    {
        using var command = Command("SELECT id, name FROM users ORDER BY id");
        using var rows = command.ExecuteReader();
        var users = new List<User>();
        while (rows.Read())
        {
            users.Add(new User(rows.GetInt32(0), rows.GetString(1)));
        }

        return users;
    }

    /// <summary>A line for each user; where responses are streamed, it leaves as soon as it is written.</summary>
    public async Task ExportAsync(Stream output, CancellationToken cancellation)
    {
        using var command = Command("SELECT id, name FROM users ORDER BY id");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes($"{rows.GetInt32(0)};{rows.GetString(1)}\n"), cancellation);
        }
    }

    public User? Find(int id)
    {
        using var command = Command("SELECT name FROM users WHERE id = $id", ("$id", id));
        return command.ExecuteScalar() is string name ? new User(id, name) : null;
    }

    public User Add(NewUser user)
    {
        using var command = Command("INSERT INTO users (name) VALUES ($name) RETURNING id", ("$name", user.Name));
        return new User(Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture), user.Name);
    }

    public bool Remove(int id)
    {
        using var command = Command("DELETE FROM users WHERE id = $id", ("$id", id));
        return command.ExecuteNonQuery() > 0;
    }

    public void Dispose() => _connection.Dispose();

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
