using RestMachine.Aws.Invocations;
using RestMachine.Aws.Settings;
using RestMachine.Aws.Shutdown;

namespace RestMachine.Aws;

/// <content>Thaws and snapshots.</content>
public sealed partial class AwsApiGatewayAdapter
{
    /// <summary>Whether Lambda takes a snapshot of this environment at the end of INIT.</summary>
    internal bool IsSnapStart => _settings is { IsSnapStart: true, RuntimeApi: not null };

    /// <summary>Where Lambda ends the environment meanwhile, it never returns: that must permit no snapshot.</summary>
    internal async Task BeforeSnapshotAsync(CancellationToken cancellation)
    {
        using var token = LinkToEnding(cancellation);
        try
        {
            await _application.Lifecycle.BeforeSnapshotAsync(token.Token);
        }
        finally
        {
            await ProcessEnd.ParkIfBegunAsync();
        }
    }

    /// <summary>The handlers first: settings and the function's identity may be theirs to set.</summary>
    internal async Task AfterRestoreAsync(CancellationToken cancellation)
    {
        using var token = LinkToEnding(cancellation);
        await _application.Lifecycle.AfterRestoreAsync(token.Token);
        _settings = _settings.ReadAgain();
        Function = FunctionEnvironment.Read(Environment.GetEnvironmentVariable);
        _process?.Renew(_settings);
    }

    private CancellationTokenSource LinkToEnding(CancellationToken cancellation) =>
        CancellationTokenSource.CreateLinkedTokenSource(cancellation, _process?.Ending ?? CancellationToken.None);

    /// <summary>The response has left, or is about to leave: now the environment may freeze.</summary>
    internal void Rest() => _application.Lifecycle.Resumption?.Rest();

    /// <summary>Managed instances run on while nobody calls.</summary>
    private bool HasSlept(out TimeSpan idle)
    {
        idle = TimeSpan.Zero;
        return _settings.Concurrency is null && _application.Lifecycle.Resumption?.HasSlept(out idle) == true;
    }

    private async ValueTask ResumeAndHandleAsync(
        TimeSpan idle,
        ReadOnlyMemory<byte> payload,
        LambdaContext context,
        ResponseTarget target,
        CancellationToken cancellation
    )
    {
        await _application.Lifecycle.ResumeAsync(idle, cancellation);
        await HandleAsync(payload, context, target, cancellation);
    }
}
