namespace RestMachine.Tests.Shutdown;

public sealed class DedicatedThreadsThatCannotStart : IDisposable
{
    private readonly List<Thread> _started = [];
    private readonly DedicatedThreads _threads;
    private int _left;

    public DedicatedThreadsThatCannotStart() => _threads = new DedicatedThreads("test", start: Start);

    public void Dispose() => _threads.Dispose();

    [Fact]
    public void LeaveTheWorkToTheCaller()
    {
        var thread = default(Thread);

        _threads.Run(() => thread = Thread.CurrentThread);

        thread.ShouldBe(Thread.CurrentThread);
    }

    [Fact]
    public async Task LeaveTheWorkToAThreadThatIsBusyOnceItHasEnded()
    {
        _left = 1;
        using var release = new ManualResetEventSlim();
        var done = new TaskCompletionSource<Thread>();
        _threads.Run(() => release.Wait(TestContext.Current.CancellationToken));

        _threads.Run(() => done.SetResult(Thread.CurrentThread));
        done.Task.IsCompleted.ShouldBeFalse();
        release.Set();

        (await done.Task).ShouldBe(_started.ShouldHaveSingleItem());
    }

    private bool Start(Thread thread)
    {
        if (_left-- <= 0)
        {
            return false;
        }

        _started.Add(thread);
        thread.Start();
        return true;
    }
}
