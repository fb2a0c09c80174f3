using Microsoft.AspNetCore.Builder;

namespace RestMachine.AspNetCore;

/// <summary>Runs a <see cref="RestApplication"/> on ASP.NET Core's own web server.</summary>
public static class KestrelExtensions
{
    /// <summary>
    /// Runs the application on Kestrel until the host is stopped by Ctrl-C or SIGTERM: startup handlers before the server
    /// listens, shutdown handlers after it has drained its requests. For a host of your own there are
    /// <see cref="RestMachineServiceCollectionExtensions.AddRestMachine"/> and
    /// <see cref="RestMachineEndpoints.MapRestMachine"/>.
    /// </summary>
    /// <param name="application">The application; it runs once.</param>
    /// <param name="args">The command line, for example <c>--urls http://127.0.0.1:5000</c>. Default: none.</param>
    /// <exception cref="InvalidLifecycleException">A dependency is missing, ambiguous or circular.</exception>
    /// <exception cref="StartupException">A startup handler failed.</exception>
    public static async Task RunOnKestrelAsync(this RestApplication application, string[]? args = null)
    {
        ArgumentNullException.ThrowIfNull(application);
        var builder = WebApplication.CreateSlimBuilder(args ?? []);
        builder.Services.AddRestMachine(application);
        await using var host = builder.Build();
        host.MapRestMachine(application);
        await host.RunAsync();
    }
}
