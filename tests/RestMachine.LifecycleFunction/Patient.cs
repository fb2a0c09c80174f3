namespace RestMachine.LifecycleFunction;

/// <summary>Holds nothing that shutdown disposes, waits for its token and answers all the same.</summary>
internal static class Patient
{
    public static async Task<string> Wait(CancellationToken cancellation)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(fired.SetResult);
        await fired.Task;
        return "answered late";
    }
}
