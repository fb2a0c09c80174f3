namespace RestMachine;

/// <summary>
/// The parameter is a field of a form (<c>application/x-www-form-urlencoded</c> or <c>multipart/form-data</c>): text,
/// what parses from text, an array for every field of that name, or a <see cref="FormFile"/>. Another media type is
/// answered 415.
/// </summary>
/// <param name="name">The field's name, with case. Default: the parameter's.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FormAttribute(string? name = null) : Attribute
{
    /// <summary>The name it is looked up by; <see langword="null"/> means the parameter's own.</summary>
    public string? Name { get; } = name;
}
