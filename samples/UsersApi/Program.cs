using RestMachine;
using RestMachine.Aws;
using UsersApi;

var app = new RestApplication(UsersJson.Default);

app.OnStartup("open_database", () => UserDatabase.Open(Path.Combine(Path.GetTempPath(), "users.db")));

app.Get("/users", (UserDatabase users) => users.All());
app.Get("/users/{id:int}", (int id, UserDatabase users) => users.Find(id));
app.Get("/users.csv", (UserDatabase users) => Results.Stream(users.ExportAsync, "text/csv"));
app.Post(
    "/users",
    (NewUser user, UserDatabase users) =>
    {
        var added = users.Add(user);
        return Results.Created($"/users/{added.Id}", added);
    }
);
app.Delete(
    "/users/{id:int}",
    (int id, UserDatabase users) => users.Remove(id) ? Results.NoContent() : Results.NotFound()
);

app.OnShutdown(
    "close_database",
    (UserDatabase users) =>
    {
        Console.WriteLine("[Function] Closing database connection...");
        users.Dispose();
        Console.WriteLine("[Function] Database connection closed");
    }
);

await new AwsApiGatewayAdapter(app).RunAsync();
