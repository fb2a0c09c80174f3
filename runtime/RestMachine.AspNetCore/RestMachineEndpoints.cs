using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace RestMachine.AspNetCore;

/// <summary>Serves a <see cref="RestApplication"/> as an endpoint of ASP.NET Core.</summary>
public static class RestMachineEndpoints
{
    /// <summary>
    /// Hands every request that no other endpoint answers to the application, with its path below <c>PathBase</c> and the
    /// prefix of the group (<c>MapGroup("/admin").MapRestMachine(app)</c>), still percent-encoded.
    /// </summary>
    /// <exception cref="InvalidOperationException">The host does not run the application's startup and shutdown.</exception>
    public static IEndpointConventionBuilder MapRestMachine(
        this IEndpointRouteBuilder endpoints,
        RestApplication application
    )
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(application);
        var hosted = endpoints.ServiceProvider.GetServices<HostedApplication>();
        if (!hosted.Any(known => ReferenceEquals(known.Application, application)))
        {
            throw new InvalidOperationException(
                "The host does not know the application, so its startup and shutdown handlers would never run: "
                    + "call builder.Services.AddRestMachine(app) with the same application before the host is built."
            );
        }

        return endpoints.MapFallback("{**path}", context => HttpExchange.AnswerAsync(application, context));
    }
}
