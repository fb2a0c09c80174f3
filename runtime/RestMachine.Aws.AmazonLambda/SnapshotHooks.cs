namespace RestMachine.Aws;

/// <summary>AWS's runtime client owns SnapStart on the managed runtime: the application's handlers are hooks of its.</summary>
internal static class SnapshotHooks
{
    /// <param name="adapter">Its handlers; they run once startup has ended, which is long before any snapshot.</param>
    /// <param name="beforeSnapshot">Where AWS's package registers hooks.</param>
    /// <param name="afterRestore">The other place.</param>
    public static void Register(
        AwsApiGatewayAdapter adapter,
        Action<Func<ValueTask>> beforeSnapshot,
        Action<Func<ValueTask>> afterRestore
    )
    {
        if (adapter.IsSnapStart)
        {
            beforeSnapshot(() => new ValueTask(adapter.BeforeSnapshotAsync(CancellationToken.None)));
            afterRestore(() => new ValueTask(adapter.AfterRestoreAsync(CancellationToken.None)));
        }
    }
}
