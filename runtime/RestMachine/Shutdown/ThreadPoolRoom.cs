namespace RestMachine.Shutdown;

/// <summary>Handlers await libraries whose continuations run on the pool, behind whatever blocks it now.</summary>
internal static class ThreadPoolRoom
{
    public static void Make()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        var needed = ThreadPool.ThreadCount + (int)Math.Min(ThreadPool.PendingWorkItemCount, 256) + 8;
        ThreadPool.SetMinThreads(Math.Max(workers, needed), ports);
    }
}
