using Microsoft.Extensions.Hosting;

namespace RestMachine.AspNetCore.Tests.Hosting;

/// <summary>A service of the host that takes its time to stop, as a server with running requests does.</summary>
internal sealed class SlowService(Action stop) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        stop();
        return Task.CompletedTask;
    }
}
