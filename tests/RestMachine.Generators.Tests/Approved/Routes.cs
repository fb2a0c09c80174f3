public static class Program
{
    public static void Register(RestApplication app)
    {
        app.Get("/users/{id:int}", async (int id, Stream db, CancellationToken cancellation) => await Find(id, db));
        app.Get("/users", (string? name, int[] tag, int page = 1, DayOfWeek? day = null) => name);
        app.Post("/users", (User user, Request request) => user);
        app.Delete("/users/{id}", (Guid id) => { });
        app.Map("PURGE", "/cache", () => (int?)null);
    }

    private static Task<IResult> Find(int id, Stream db) => throw new NotSupportedException();
}

public sealed record User(int Id);
