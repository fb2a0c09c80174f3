using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace RestMachine.Binding;

/// <summary>
/// A property or parameter with the rules that its attributes state; generated code makes one for each.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="jsonName">
/// The name that an attribute gives it in JSON; without one the context's naming policy does.
/// </param>
/// <param name="displayName">The name in messages.</param>
/// <param name="rules">
/// The attributes; <see cref="RequiredAttribute"/> first, which makes the others superfluous.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ValidatedField(
    string name,
    string? jsonName,
    string displayName,
    params ValidationAttribute[] rules
)
{
    /// <summary>The name of the property or parameter.</summary>
    public string Name { get; } = name;

    internal string? JsonName { get; } = jsonName;

    internal string DisplayName { get; } = displayName;

    internal ValidationAttribute[] Rules { get; } = rules;

    // Set by the constructor, which only generated code calls: a function without rules links nothing that checks them.
    internal Action<ValidatedField, ValidationErrors, string, object, object?> Check { get; } =
        static (field, errors, path, instance, value) => errors.Check(field, path, instance, value);
}
