using Npgsql;
using RestMachine;

namespace PostgresUsers;

/// <summary>The routes. Each command takes a connection from the pool and gives it back.</summary>
internal static class UserQueries
{
    public static async Task<IReadOnlyList<User>> All(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT id, name FROM users ORDER BY id");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var users = new List<User>();
        while (await rows.ReadAsync(cancellation))
        {
            users.Add(new User(rows.GetInt32(0), rows.GetString(1)));
        }

        return users;
    }

    public static async Task<User?> Find(int id, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT name FROM users WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = id });
        return await command.ExecuteScalarAsync(cancellation) is string name ? new User(id, name) : null;
    }

    public static async Task<IResult> Add(NewUser user, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("INSERT INTO users (name) VALUES ($1) RETURNING id");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user.Name });
        var id = (int)(await command.ExecuteScalarAsync(cancellation))!;
        return Results.Created($"/users/{id}", new User(id, user.Name));
    }

    public static async Task<IResult> Remove(int id, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("DELETE FROM users WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = id });
        return await command.ExecuteNonQueryAsync(cancellation) > 0 ? Results.NoContent() : Results.NotFound();
    }
}
