using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace RestMachine.AspNetCore.Tests;

/// <summary>A host on a free port of loopback.</summary>
internal static class KestrelHost
{
    public static WebApplication Create(RestApplication application, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRestMachine(application);
        configure?.Invoke(builder);
        var host = builder.Build();
        host.MapRestMachine(application);
        return host;
    }
}
