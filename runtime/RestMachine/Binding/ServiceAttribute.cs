namespace RestMachine;

/// <summary>
/// The parameter is a service of the supplied provider, also where a startup handler makes such a value.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceAttribute : Attribute;
