namespace RestMachine;

/// <summary>
/// The parameter is a header field: text or what parses from text; an array takes the members of a comma-separated list
/// (RFC 9110, 5.6.1).
/// </summary>
/// <param name="name">
/// The field's name. Default: the parameter's words joined with dashes: <c>ifMatch</c> is <c>if-match</c>.
/// </param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HeaderAttribute(string? name = null) : Attribute
{
    /// <summary>The name it is looked up by; <see langword="null"/> means the parameter's own.</summary>
    public string? Name { get; } = name;
}
