namespace RestMachine;

/// <summary>Threads beside the pool, for work that may block and must not wait behind what blocks the pool.</summary>
/// <param name="name">The threads' name.</param>
/// <param name="stackSize">Bytes; 0 is the platform's default.</param>
internal sealed class DedicatedThreads(string name, int stackSize = 0) : IDisposable
{
    private readonly Queue<Action> _work = [];
    private int _idle;
    private bool _closed;

    /// <summary>Runs the work on an idle thread, or on a new one: never behind other work.</summary>
    public void Run(Action work)
    {
        lock (_work)
        {
            _work.Enqueue(work);
            if (_idle >= _work.Count)
            {
                Monitor.Pulse(_work);
                return;
            }
        }

        new Thread(Loop, stackSize) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>Idle threads end; busy ones end after their work.</summary>
    public void Dispose()
    {
        lock (_work)
        {
            _closed = true;
            Monitor.PulseAll(_work);
        }
    }

    private void Loop()
    {
        while (TryTake(out var work))
        {
            work();
        }
    }

    private bool TryTake(out Action work)
    {
        lock (_work)
        {
            while (_work.Count == 0 && !_closed)
            {
                _idle++;
                Monitor.Wait(_work);
                _idle--;
            }

            return _work.TryDequeue(out work!);
        }
    }
}
