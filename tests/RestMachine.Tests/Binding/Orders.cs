using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace RestMachine.Tests.Binding;

/// <summary>A body with rules of every kind.</summary>
internal sealed record Order(
    [Required, StringLength(10, MinimumLength = 2)] string? Customer,
    [Range(1, 100)] int Quantity,
    [property: EmailAddress, JsonPropertyName("e-mail")] string? Email,
    Address? Address,
    List<Line>? Lines,
    IReadOnlyDictionary<string, Address>? Others
)
{
    [MinLength(1), MaxLength(2)]
    public HashSet<string>? Tags { get; init; }

    [Display(Name = "delivery"), Future]
    public DateOnly? Delivery { get; init; }

    [JsonIgnore, Required]
    public string? Ignored { get; init; }
}

internal sealed record Address([Required] string? Street, [RegularExpression("[0-9]{5}")] string? Zip, Address? Parent);

internal struct Line
{
    [Range(0.5, 2.5)]
    public double Weight { get; set; }
}

internal class Credentials : IValidatableObject
{
    [Required]
    public string Password { get; set; } = "";

    [Compare(nameof(Password), ErrorMessage = "{0} is not {1}")]
    public string? Repeated { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Password == Repeated && Password.Length < 4 ? [new ValidationResult("Too short.", [nameof(Password)])] : [];
}

internal sealed class AdminCredentials : Credentials
{
    [AllowedValues("root", "admin")]
    public string Role { get; set; } = "root";
}

[Even]
internal sealed record Pair(int First, int Second);

[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class FutureAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is DateOnly day && day.Year < 2000
            ? new ValidationResult(
                $"{validationContext.DisplayName} of {validationContext.ObjectInstance.GetType().Name}"
            )
            : null;
}

[AttributeUsage(AttributeTargets.Class)]
internal sealed class EvenAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is Pair pair && (pair.First + pair.Second) % 2 == 0;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Order[]))]
[JsonSerializable(typeof(Dictionary<string, Address>))]
[JsonSerializable(typeof(AdminCredentials))]
[JsonSerializable(typeof(Pair))]
internal sealed partial class OrdersJson : JsonSerializerContext;
