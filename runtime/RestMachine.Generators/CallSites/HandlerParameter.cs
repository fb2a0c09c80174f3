namespace RestMachine.Generators.CallSites;

/// <summary>A parameter of the registered delegate.</summary>
/// <param name="Type">The declared type, for casts.</param>
/// <param name="ValueType">The type of the value that is looked for: a nullable value type without the question mark.</param>
/// <param name="Declaration">How the parameter reads in the example lambda of an anonymous delegate type.</param>
/// <param name="ValueName">The name given by <c>[Named]</c>.</param>
/// <param name="Default">The default value as a literal; null without one.</param>
internal sealed record HandlerParameter(
    string Name,
    string Type,
    string ValueType,
    string Declaration,
    string? ValueName,
    bool IsOptional,
    string? Default
);
