namespace RestMachine;

/// <summary>Selects the startup value of that name where its type occurs more than once.</summary>
/// <param name="name">The name given to <c>OnStartup(name, …)</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NamedAttribute(string name) : Attribute
{
    /// <summary>The name given to <c>OnStartup(name, …)</c>.</summary>
    public string Name { get; } = name;
}
