using RestMachine.Generators.Validation;

namespace RestMachine.Generators.CallSites;

/// <summary>
/// A parameter of the registered delegate. <c>Type</c> is the declared type, <c>ValueType</c> that of the value which
/// is looked for: a nullable value type without its question mark. <c>Declaration</c> is how the parameter reads in the
/// example lambda of an anonymous delegate type. <c>Parser</c> is null for what is not text.
/// </summary>
internal sealed record HandlerParameter(
    string Name,
    string Type,
    string ValueType,
    string Declaration,
    ParameterKind Kind,
    string? Parser
)
{
    /// <summary>The source that an attribute demands; null where the type decides.</summary>
    public string? Source { get; init; }

    /// <summary>The name given by <c>[Named]</c>, <c>[Header]</c> and their like.</summary>
    public string? ValueName { get; init; }

    /// <summary>The key of a keyed service, as an expression.</summary>
    public string? ServiceKey { get; init; }

    /// <summary>The category of an <c>ILogger&lt;T&gt;</c>.</summary>
    public string? LogCategory { get; init; }

    /// <summary>The rules of what may be a JSON body.</summary>
    public ValidatedBody? Validation { get; init; }

    /// <summary>The rules that attributes of the parameter itself state.</summary>
    public ParameterRules? Rules { get; init; }

    public bool IsOptional { get; init; }

    public bool IsNullableValue { get; init; }

    /// <summary>The default value as a literal; null without one.</summary>
    public string? Default { get; init; }
}

internal enum ParameterKind
{
    Value,
    Text,
    Texts,
    Bytes,
    Request,
    Cancellation,
    Logger,
    Next,
    Error,
}
