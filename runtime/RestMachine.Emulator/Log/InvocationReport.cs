namespace RestMachine.Emulator.Log;

internal sealed record InvocationReport(string RequestId, TimeSpan Duration, int MemorySize, long PeakKilobytes)
{
    public TimeSpan? InitDuration { get; init; }

    public string? Status { get; init; }

    public string? ErrorType { get; init; }
}
