namespace RestMachine;

/// <summary>
/// The parameter is the route template's of that name and never the query's. Without an attribute, text is the
/// template's where it has the name, else the query's.
/// </summary>
/// <param name="name">The template's name. Default: the parameter's.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PathAttribute(string? name = null) : Attribute
{
    /// <summary>The name it is looked up by; <see langword="null"/> means the parameter's own.</summary>
    public string? Name { get; } = name;
}
