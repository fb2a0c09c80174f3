namespace RestMachine.Generators.Validation;

/// <summary>A body whose attributes state rules: where the walk begins, and every type it meets.</summary>
internal sealed record ValidatedBody(ValidatedPart Root, EquatableArray<ValidatedType> Types);

/// <summary>A type with rules of its own or in what it is made of.</summary>
/// <param name="Rules">Attributes of the type itself, as expressions.</param>
/// <param name="ValidatesItself">Whether it is an IValidatableObject.</param>
internal sealed record ValidatedType(
    string Type,
    EquatableArray<string> Rules,
    bool ValidatesItself,
    EquatableArray<ValidatedMember> Members
);

/// <summary>A property with rules, or whose value has some.</summary>
/// <param name="JsonName">The name given by JsonPropertyName.</param>
/// <param name="Rules">Attributes as expressions, Required first.</param>
/// <param name="LengthRules">Those that ask a collection for its length.</param>
internal sealed record ValidatedMember(
    string Name,
    string? JsonName,
    string DisplayName,
    EquatableArray<string> Rules,
    EquatableArray<string> LengthRules
)
{
    public ComparedMember? Compared { get; init; }

    public ValidatedPart? Part { get; init; }
}

/// <summary>The property that this one has to equal, and what is said when it does not.</summary>
internal sealed record ComparedMember(string Name, string Message);

/// <summary>An object with rules, or many of them; the type is the object's.</summary>
internal sealed record ValidatedPart(PartShape Shape, string Type);

internal enum PartShape
{
    Object,
    Items,
    Entries,
}
