namespace RestMachine.Emulator.Log;

// Some things are noticed after they happened: they are told when they are noticed, and listed when they happened.
internal sealed class LifeRecord(TimeProvider time, EnvironmentLog log, Action<LifecycleEvent>? callback)
{
    private readonly long start = time.GetTimestamp();
    private readonly DateTimeOffset startTime = time.GetUtcNow();
    private readonly Lock gate = new();
    private readonly List<LifecycleEvent> events = [];
    private readonly Callback<LifecycleEvent> told = new("Lifecycle", callback, log.Platform);

    public IReadOnlyList<LifecycleEvent> Snapshot()
    {
        lock (gate)
        {
            return events.OrderBy(happened => happened.Time).ToArray();
        }
    }

    // At: in ticks of the time provider; null: now.
    public void Add(LifecycleStep step, string? subject = null, string? detail = null, long? at = null)
    {
        lock (gate)
        {
            var elapsed = time.GetElapsedTime(start, at ?? time.GetTimestamp());
            var happened = new LifecycleEvent(startTime + elapsed, step, subject, detail);
            events.Add(happened);
            told.Tell(happened);
        }
    }
}
