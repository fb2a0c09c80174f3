using Npgsql;

namespace PostgresUsers;

internal static class Database
{
    // IF NOT EXISTS is no guard against two environments that start at the same moment; the lock is.
    private const string Schema = """
        SELECT pg_advisory_xact_lock(7268231004612735);
        CREATE TABLE IF NOT EXISTS users (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
        """;

    /// <summary>A pool whose first connection is open, to a database that has the table.</summary>
    public static async Task<NpgsqlDataSource> OpenAsync(string connection, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        settings.ApplicationName ??= "users";
        // Slim: a program that is compiled ahead of time contains only what is enabled here.
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableTransportSecurity();
        if (settings.Password is null)
        {
            builder.UsePasswordProvider(IamToken.For, (server, _) => ValueTask.FromResult(IamToken.For(server)));
        }
        var database = builder.Build();
        try
        {
            await CreateTableAsync(database, cancellation);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task CreateTableAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var search = database.CreateCommand("SELECT to_regclass('users') IS NOT NULL");
        if (await search.ExecuteScalarAsync(cancellation) is false)
        {
            await using var creation = database.CreateCommand(Schema);
            await creation.ExecuteNonQueryAsync(cancellation);
        }
    }
}
