using System.Collections.Generic;
using System.ComponentModel.DataAnnotations;

public static class Program
{
    public static void Register(RestApplication app)
    {
        app.Post("/orders", (Order order) => order.Name);
        app.Put("/orders", ([Body] List<Line> lines) => lines.Count);
        app.Post("/plain", (Plain plain) => plain.Name);
        app.Get("/lines", ([Range(1, 9)] int page, [MinLength(1), Display(Name = "kinds")] string[] kind) => page);
    }
}

public record Order([Required, Display(Name = "label")] string Name, List<Line> Lines, Plain Plain)
{
    [MinLength(1)]
    public string[]? Tags { get; init; }

    [Compare(nameof(Name))]
    public string? Again { get; init; }
}

public record Line([Range(1, 5, ErrorMessage = "1 to \"5\"")] int Count, Line? Next) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext context) => [];
}

public record Plain(string Name);
