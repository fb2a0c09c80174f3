using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RestMachine.AspNetCore;

/// <summary>Gives a <see cref="RestApplication"/> the life of a host.</summary>
public static class RestMachineServiceCollectionExtensions
{
    /// <summary>
    /// Runs the application's startup handlers before any hosted service starts, so before the server listens, and its
    /// shutdown handlers after all of them have stopped, so after the server has drained its requests. Their budget is what
    /// is left of <see cref="HostOptions.ShutdownTimeout"/>, at least a second. They also run when the host fails after
    /// startup, for example because its port is taken. Several applications may be added.
    /// </summary>
    public static IServiceCollection AddRestMachine(this IServiceCollection services, RestApplication application)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(application);
        var hosted = services.Where(service => service.ServiceType == typeof(HostedApplication));
        if (hosted.Any(service => ((HostedApplication)service.ImplementationInstance!).Application == application))
        {
            return services;
        }

        services.AddSingleton(new HostedApplication(application));
        // Not AddHostedService, which takes one service of a type: there may be several applications.
        services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<ApplicationService>(provider, application)
        );
        return services;
    }
}
