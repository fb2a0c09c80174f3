using RestMachine.Lifecycle;

namespace RestMachine.Shutdown;

/// <summary>Who waits for whom: design rule by design rule, from the startup values that handlers use.</summary>
internal sealed class ShutdownOrder
{
    private readonly HashSet<StartupHandler>[] _uses;
    private readonly HashSet<StartupHandler>[] _standsOn;
    private readonly bool[,] _before;

    private ShutdownOrder(LifecyclePlan plan)
    {
        _uses = [.. plan.Shutdown.Select(handler => Ordering(plan.Uses(handler.Bound)))];
        _standsOn = [.. _uses.Select(values => Ordering(plan.Foundations(values)))];
        _before = new bool[_uses.Length, _uses.Length];
    }

    /// <summary>For each shutdown handler, by index, the indexes of those that run before it.</summary>
    public static IReadOnlyList<int>[] Of(LifecyclePlan plan)
    {
        var order = new ShutdownOrder(plan);
        order.OrderPairs();
        order.BreakKnots();
        return [.. Enumerable.Range(0, order._uses.Length).Select(order.Predecessors)];
    }

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
        var reaches = Closure();
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

    private bool[,] Closure()
    {
        var reaches = (bool[,])_before.Clone();
        var count = _uses.Length;
        for (var middle = 0; middle < count; middle++)
        {
            for (var from = 0; from < count; from++)
            {
                for (var to = 0; to < count && reaches[from, middle]; to++)
                {
                    reaches[from, to] |= reaches[middle, to];
                }
            }
        }

        return reaches;
    }

    private List<int> Predecessors(int handler) =>
        [.. Enumerable.Range(0, _uses.Length).Where(other => _before[other, handler])];

    private static HashSet<StartupHandler> Ordering(IEnumerable<StartupHandler> values) =>
        [.. values.Where(value => !value.IsShared)];
}
