namespace RestMachine.Shutdown;

/// <summary>Disposes a value the way it prefers; values that are not disposable are left alone.</summary>
internal static class Disposal
{
    public static ValueTask DisposeAsync(object? value)
    {
        if (value is IAsyncDisposable asyncDisposable)
        {
            return asyncDisposable.DisposeAsync();
        }

        (value as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
