namespace RestMachine;

/// <summary>Threads beside the pool, for work that may block and must not wait behind what blocks the pool.</summary>
/// <param name="name">The threads' name.</param>
/// <param name="stackSize">Bytes; 0 is the platform's default.</param>
/// <param name="start">Starts a thread, or cannot; null: as ever.</param>
internal sealed class DedicatedThreads(string name, int stackSize = 0, Func<Thread, bool>? start = null) : IDisposable
{
    private readonly Queue<Action> _work = [];
    private int _threads;
    private int _idle;
    private bool _closed;

    /// <summary>
    /// Runs the work on an idle thread, or on a new one: never behind other work, unless the process can have no thread
    /// more. Then it waits for a busy one, or runs here where there is none.
    /// </summary>
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

            _threads++;
        }

        if (!TryStart() && TryTakeAlone(out var alone))
        {
            alone();
        }
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

    private bool TryStart()
    {
        var thread = new Thread(Loop, stackSize) { IsBackground = true, Name = name };
        return start?.Invoke(thread) ?? thread.TryStart();
    }

    /// <summary>After a thread that could not be started: its work, unless another thread will come to it.</summary>
    private bool TryTakeAlone(out Action work)
    {
        lock (_work)
        {
            work = null!;
            return --_threads == 0 && _work.TryDequeue(out work!);
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

            var isThere = _work.TryDequeue(out work!);
            _threads -= isThere ? 0 : 1;
            return isThere;
        }
    }
}
