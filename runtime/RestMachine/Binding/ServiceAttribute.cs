namespace RestMachine;

/// <summary>
/// The parameter is a service of the supplied provider, also where a startup handler makes such a value. For a keyed
/// service there is <c>[FromKeyedServices(key)]</c> of Microsoft.Extensions.DependencyInjection.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceAttribute : Attribute;
