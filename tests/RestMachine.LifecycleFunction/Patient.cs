namespace RestMachine.LifecycleFunction;

/// <summary>Holds nothing that shutdown disposes, waits for its token and answers all the same, or never.</summary>
internal static class Patient
{
    public static async Task StayAsync(CancellationToken cancellation)
    {
        await using var registration = cancellation.Register(() => Console.WriteLine("invocation cancelled: True"));
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
    }

    public static async Task<string> Wait(CancellationToken cancellation)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(fired.SetResult);
        await fired.Task;
        return "answered late";
    }
}
