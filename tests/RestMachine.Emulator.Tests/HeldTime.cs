namespace RestMachine.Emulator.Tests;

// The system's time, except that timers of one length fire when the test says so: a busy machine decides nothing.
internal sealed class HeldTime(TimeSpan length) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<HeldTimer> timers = [];

    // An environment whose init phase ran out of time as soon as something had happened.
    public static async Task<LambdaEnvironment> EndInitAsync(
        LambdaEnvironmentOptions options,
        Func<LambdaEnvironment, Task> happened
    )
    {
        var time = new HeldTime(TimeSpan.FromSeconds(10));
        options = options with { InitTimeout = time.Length };
        var environment = await LambdaEnvironment.CreateAsync(options, time, Doubles.Cancellation);
        var init = environment.InitialiseAsync(frontDoorPort: null, Doubles.Cancellation);
        await happened(environment).WaitAsync(Doubles.Cancellation);
        time.Fire();
        await init;
        return environment;
    }

    private TimeSpan Length => length;

    public void Fire()
    {
        HeldTimer[] due;
        lock (gate)
        {
            due = timers.ToArray();
            timers.Clear();
        }
        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != length)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }
        var timer = new HeldTimer(() => callback(state));
        lock (gate)
        {
            timers.Add(timer);
        }
        return timer;
    }

    private sealed class HeldTimer(Action callback) : ITimer
    {
        private volatile bool disposed;

        public void Fire()
        {
            if (!disposed)
            {
                callback();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => disposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
