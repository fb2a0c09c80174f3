using RestMachine.Lifecycle;

namespace RestMachine.Shutdown;

/// <summary>Who waits for whom: design rule by design rule, from the startup values that handlers use.</summary>
internal sealed class ShutdownOrder
{
    private readonly HashSet<StartupHandler>[] _uses;
    private readonly HashSet<StartupHandler>[] _standsOn;
    private readonly BitMatrix _before;

    public ShutdownOrder(LifecyclePlan plan)
    {
        _uses = [.. plan.Shutdown.Select(handler => Ordering(plan.Uses(handler.Bound)))];
        _standsOn = [.. _uses.Select(values => Ordering(plan.Graph.Foundations(values)))];
        _before = new BitMatrix(_uses.Length);
        OrderPairs();
        BreakKnots();
        var reduced = _before.Reduction();
        Predecessors = [.. Enumerable.Range(0, _uses.Length).Select(handler => PredecessorsOf(handler, reduced))];
        Levels = MeasureLevels();
    }

    /// <summary>For each shutdown handler, by index, the indexes of those that it directly waits for.</summary>
    public IReadOnlyList<int>[] Predecessors { get; }

    /// <summary>For each shutdown handler, how many stand on the longest way from it to the last, itself included.</summary>
    public int[] Levels { get; }

    private void OrderPairs()
    {
        for (var first = 0; first < _uses.Length; first++)
        {
            for (var second = first + 1; second < _uses.Length; second++)
            {
                var firstOnSecond = _standsOn[first].Overlaps(_uses[second]);
                var secondOnFirst = _standsOn[second].Overlaps(_uses[first]);
                if (secondOnFirst && !firstOnSecond)
                {
                    _before[second, first] = true;
                }
                else
                {
                    _before[first, second] = firstOnSecond || _uses[first].Overlaps(_uses[second]);
                }
            }
        }
    }

    /// <summary>Handlers that come before each other through others fall back to registration order.</summary>
    private void BreakKnots()
    {
        var reaches = _before.Closure();
        for (var first = 0; first < _uses.Length; first++)
        {
            for (var second = first + 1; second < _uses.Length; second++)
            {
                if (reaches[first, second] && reaches[second, first])
                {
                    _before[first, second] = true;
                    _before[second, first] = false;
                }
            }
        }
    }

    private int[] MeasureLevels()
    {
        var levels = new int[_uses.Length];
        var waiting = new int[_uses.Length];
        Array.Fill(levels, 1);
        foreach (var predecessor in Predecessors.SelectMany(predecessors => predecessors))
        {
            waiting[predecessor]++;
        }

        var ready = new Queue<int>(Enumerable.Range(0, levels.Length).Where(handler => waiting[handler] == 0));
        while (ready.TryDequeue(out var handler))
        {
            foreach (var predecessor in Predecessors[handler])
            {
                levels[predecessor] = Math.Max(levels[predecessor], levels[handler] + 1);
                if (--waiting[predecessor] == 0)
                {
                    ready.Enqueue(predecessor);
                }
            }
        }

        return levels;
    }

    private static List<int> PredecessorsOf(int handler, BitMatrix before) =>
        [.. Enumerable.Range(0, before.Size).Where(other => before[other, handler])];

    private static HashSet<StartupHandler> Ordering(IEnumerable<StartupHandler> values) =>
        [.. values.Where(value => !value.IsShared)];
}
