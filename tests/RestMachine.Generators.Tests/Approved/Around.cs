public static class Program
{
    public static void Register(RestApplication app)
    {
        var group = app.Group("/v1");
        group.Get("/{id}", (int id, Tenant tenant) => tenant.Name).Use((Tenant tenant) => tenant.Check());
        group.Use(async (Request request, Next next, Tenant tenant) => await next(request));
        app.OnError<IOException>((IOException exception, Request request) => Results.Problem(503));
        app.OnError<InvalidDataException>((Exception any) => new Tenant(any.Message));
        app.Dependency(async (Request request, CancellationToken cancellation) => await Tenant.Find(request));
        app.Dependency((int? limit) => limit);
    }
}

public record Tenant(string Name)
{
    public static Task<Tenant> Find(Request request) => throw new NotSupportedException();

    public IResult? Check() => null;
}
