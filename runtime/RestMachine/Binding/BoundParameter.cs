using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace RestMachine.Binding;

/// <summary>A parameter of a handler as the source generator saw it.</summary>
/// <param name="name">The parameter's name.</param>
/// <param name="type">The parameter's type.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoundParameter(string name, Type type)
{
    /// <summary>The parameter's name.</summary>
    public string Name { get; } = name;

    /// <summary>The parameter's type.</summary>
    public Type Type { get; } = type;

    /// <summary>
    /// The name given by <see cref="NamedAttribute"/>, <see cref="HeaderAttribute"/> and their like;
    /// <see langword="null"/> without one.
    /// </summary>
    public string? ValueName { get; init; }

    /// <summary>Whether the parameter may be left out: it has a default value or is nullable.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The default value of an optional parameter.</summary>
    public object? Default { get; init; }

    /// <summary>
    /// Holds a body to the rules that its attributes state; <see langword="null"/> when there are none.
    /// </summary>
    public Action<object, ValidationErrors>? Validate { get; init; }

    /// <summary>
    /// Makes the rules that attributes of the parameter itself state, when first asked for; <see langword="null"/> when
    /// there are none.
    /// </summary>
    public Func<ValidatedField>? Rules { get; init; }

    /// <summary>
    /// The key by which a keyed service is registered; <see langword="null"/> for every other parameter.
    /// </summary>
    public object? ServiceKey { get; init; }

    /// <summary>Makes an <c>ILogger&lt;T&gt;</c>; <see langword="null"/> for every other parameter.</summary>
    public Func<ILoggerFactory, ILogger>? Logger { get; init; }

    /// <summary>Where the value is looked for. Default: among values.</summary>
    public ParameterSource Source { get; init; }
}
