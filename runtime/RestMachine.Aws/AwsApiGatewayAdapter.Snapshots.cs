using RestMachine.Aws.Invocations;
using RestMachine.Aws.Settings;

namespace RestMachine.Aws;

/// <content>Thaws and snapshots.</content>
public sealed partial class AwsApiGatewayAdapter
{
    /// <summary>Whether Lambda takes a snapshot of this environment at the end of INIT.</summary>
    internal bool IsSnapStart => _settings is { IsSnapStart: true, RuntimeApi: not null };

    internal Task BeforeSnapshotAsync(CancellationToken cancellation) =>
        _application.Lifecycle.BeforeSnapshotAsync(cancellation);

    /// <summary>The handlers first: settings and the function's identity may be theirs to set.</summary>
    internal async Task AfterRestoreAsync(CancellationToken cancellation)
    {
        await _application.Lifecycle.AfterRestoreAsync(cancellation);
        _settings = _settings.ReadAgain();
        Function = FunctionEnvironment.Read(Environment.GetEnvironmentVariable);
        _process?.Renew(_settings);
    }

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
