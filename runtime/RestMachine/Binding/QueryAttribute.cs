namespace RestMachine;

/// <summary>
/// The parameter comes from the query, also where the route template has one of that name. An array has every value of
/// its name, in order, and is empty, never null, where there is none.
/// </summary>
/// <param name="name">The name in the query. Default: the parameter's.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueryAttribute(string? name = null) : Attribute
{
    /// <summary>The name it is looked up by; <see langword="null"/> means the parameter's own.</summary>
    public string? Name { get; } = name;
}
