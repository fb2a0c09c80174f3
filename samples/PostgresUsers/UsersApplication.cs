using Npgsql;
using RestMachine;

namespace PostgresUsers;

internal static class UsersApplication
{
    /// <param name="connection">Npgsql's connection string.</param>
    public static RestApplication Create(string connection)
    {
        var app = new RestApplication(UsersJson.Default);

        app.OnStartup(
            "open_database",
            (CancellationToken cancellation) => Database.OpenAsync(connection, cancellation)
        );

        // A firewall or the server has closed what was idle for long, and nobody could tell a frozen process.
        app.OnResume("drop_idle_connections", (NpgsqlDataSource database) => database.Clear());

        app.Get("/users", UserQueries.All);
        app.Get("/users/{id:int}", UserQueries.Find);
        app.Post("/users", UserQueries.Add);
        app.Delete("/users/{id:int}", UserQueries.Remove);

        app.OnShutdown(
            "close_database",
            async (NpgsqlDataSource database) =>
            {
                Console.WriteLine("[Function] Closing database connections...");
                await database.DisposeAsync();
                Console.WriteLine("[Function] Database connections closed");
            }
        );
        return app;
    }
}
