public static class Program
{
    public static void Register(RestApplication app)
    {
        app.Get("/{id}", ([Path] int id, [Query("id")] int[] other, [Header] string? ifMatch) => ifMatch);
        app.Post("/form", ([Form("n")] string name, [Form] FormFile photo, Form form) => name);
        app.Put("/body", ([Body] byte[] body, [Service] Stream log) => body);
        app.Patch("/text", ([Body] string text, [Named("replica")] Stream db) => text);
    }
}
