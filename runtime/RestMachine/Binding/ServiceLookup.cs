using Microsoft.Extensions.DependencyInjection;

namespace RestMachine.Binding;

/// <summary>Questions to the user's provider of services.</summary>
internal static class ServiceLookup
{
    /// <summary>Asks the provider's register where it has one: making a service just to see has effects.</summary>
    public static bool Knows(IServiceProvider services, BoundParameter parameter) =>
        parameter.ServiceKey is { } key
            ? services.GetService(typeof(IServiceProviderIsKeyedService)) is IServiceProviderIsKeyedService register
                && register.IsKeyedService(parameter.Type, key)
            : parameter.Type == typeof(IServiceProvider)
                || (
                    RegisterOf(services) is { } known
                        ? known.IsService(parameter.Type)
                        : services.GetService(parameter.Type) is not null
                );

    /// <summary>
    /// Whether it is a collection of services of which the provider knows none: it makes an empty one of whatever type.
    /// </summary>
    public static bool IsOfNone(IServiceProvider services, BoundParameter parameter) =>
        parameter is { ServiceKey: null, Type: { IsGenericType: true } type }
        && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)
        && RegisterOf(services)?.IsService(type.GenericTypeArguments[0]) == false;

    /// <summary>The service; null where the provider no longer makes it.</summary>
    public static object? Get(IServiceProvider services, BoundParameter parameter) =>
        parameter.ServiceKey is { } key ? ((IKeyedServiceProvider)services).GetKeyedService(parameter.Type, key)
        : parameter.Type == typeof(IServiceProvider) ? services
        : services.GetService(parameter.Type);

    /// <summary>
    /// Whether a value, that a handler returned to which the provider was given, is a service passed through: its
    /// provider disposes it.
    /// </summary>
    public static bool Makes(IServiceProvider services, Type declared, object value) =>
        RegisterOf(services) is { } register
            ? register.IsService(declared) || register.IsService(value.GetType())
            : ReferenceEquals(services.GetService(declared), value);

    public static string NameOf(BoundParameter parameter) =>
        TypeName.Of(parameter.Type) + (parameter.ServiceKey is { } key ? $" with the key {key}" : "");

    private static IServiceProviderIsService? RegisterOf(IServiceProvider services) =>
        services.GetService(typeof(IServiceProviderIsService)) as IServiceProviderIsService;
}
