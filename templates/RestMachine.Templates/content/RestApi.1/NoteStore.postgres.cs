using Npgsql;

namespace RestApi._1;

/// <summary>Notes in PostgreSQL, over a pool whose connections the server sees closed when the environment ends.</summary>
internal sealed class NoteStore : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    private NoteStore(NpgsqlDataSource database) => _database = database;

    public static async Task<NoteStore> OpenAsync(CancellationToken cancellation)
    {
        var connection =
            Environment.GetEnvironmentVariable("DATABASE")
            ?? throw new InvalidOperationException(
                "DATABASE is not set: expected Npgsql's connection string, such as \"Host=localhost;Username=notes\"."
            );
        // Slim: a program that is compiled ahead of time contains only what is enabled here.
        var builder = new NpgsqlSlimDataSourceBuilder(connection);
        builder.EnableTransportSecurity();
        var database = builder.Build();
        try
        {
            // IF NOT EXISTS is no guard against two environments that start at the same moment; the lock is.
            await using var create = database.CreateCommand(
                """
                SELECT pg_advisory_xact_lock(1313820741);
                CREATE TABLE IF NOT EXISTS notes (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text NOT NULL)
                """
            );
            await create.ExecuteNonQueryAsync(cancellation);
            return new NoteStore(database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<Note>> AllAsync(CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand("SELECT id, text FROM notes ORDER BY id");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var notes = new List<Note>();
        while (await rows.ReadAsync(cancellation))
        {
            notes.Add(new Note(rows.GetInt32(0), rows.GetString(1)));
        }

        return notes;
    }

    public async Task<Note?> FindAsync(int id, CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand("SELECT text FROM notes WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = id });
        return await command.ExecuteScalarAsync(cancellation) is string text ? new Note(id, text) : null;
    }

    public async Task<Note> AddAsync(string text, CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand("INSERT INTO notes (text) VALUES ($1) RETURNING id");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        return new Note((int)(await command.ExecuteScalarAsync(cancellation))!, text);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
