using Microsoft.Extensions.DependencyInjection;

namespace RestMachine;

/// <summary>Questions to the provider that the user supplied.</summary>
internal static class ProvidedServices
{
    /// <summary>Asks the provider's register where it has one: making a service just to see has effects.</summary>
    public static bool Have(IServiceProvider services, Type type) =>
        type == typeof(IServiceProvider)
        || (
            services.GetService(typeof(IServiceProviderIsService)) is IServiceProviderIsService register
                ? register.IsService(type)
                : services.GetService(type) is not null
        );

    /// <summary>Whether the value is one of theirs, which they dispose.</summary>
    public static bool Make(IServiceProvider services, Type declared, object value) =>
        services.GetService(typeof(IServiceProviderIsService)) is IServiceProviderIsService register
            ? register.IsService(declared) || register.IsService(value.GetType())
            : ReferenceEquals(services.GetService(declared), value);
}
