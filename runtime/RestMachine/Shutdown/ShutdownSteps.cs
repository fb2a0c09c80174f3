using RestMachine.Lifecycle;

namespace RestMachine.Shutdown;

/// <summary>The steps of a run, each with its predecessors: first the handlers, then what is left to dispose.</summary>
internal sealed class ShutdownSteps
{
    private readonly LifecyclePlan _plan;

    private ShutdownSteps(LifecyclePlan plan) => _plan = plan;

    public IReadOnlyList<HandlerStep> Handlers { get; private set; } = [];

    public IReadOnlyList<DisposalStep> Disposals { get; private set; } = [];

    public IEnumerable<ShutdownStep> All => Handlers.Concat<ShutdownStep>(Disposals);

    /// <summary>Steps for the values that exist now.</summary>
    public static ShutdownSteps Create(LifecyclePlan plan)
    {
        var steps = new ShutdownSteps(plan);
        steps.AddHandlers();
        steps.AddDisposals();
        steps.MeasureLevels();
        return steps;
    }

    private void AddHandlers()
    {
        var order = ShutdownOrder.Of(_plan);
        Handlers = [.. _plan.Shutdown.Select(handler => new HandlerStep(handler, _plan.Arguments(handler.Bound)))];
        for (var i = 0; i < order.Length; i++)
        {
            Handlers[i].Predecessors.AddRange(order[i].Select(predecessor => Handlers[predecessor]));
        }
    }

    private void AddDisposals()
    {
        Disposals =
        [
            .. _plan
                .Startup.Where(handler => handler is { Value: IDisposable or IAsyncDisposable, IsBorrowed: false })
                .GroupBy(handler => handler.Value!, ReferenceEqualityComparer.Instance)
                .Select(group => CreateDisposal(group.Key!, [.. group])),
        ];
        foreach (var disposal in Disposals)
        {
            var dependents = Disposals.Where(other => other != disposal && StandsOn(other.Producers, disposal));
            disposal.Holders.AddRange(dependents.Where(other => !StandsOn(disposal.Producers, other)));
            disposal.Predecessors.AddRange(Handlers);
            disposal.Predecessors.AddRange(disposal.Holders.OfType<DisposalStep>());
        }

        Disposals = [.. Disposals.OrderBy(Depth)];
    }

    private DisposalStep CreateDisposal(object value, IReadOnlyList<StartupHandler> producers)
    {
        var disposal = new DisposalStep(value, producers)
        {
            WasReceivedByAHandler = Handlers.Any(handler => handler.Received(value)),
        };
        for (var i = 0; i < Handlers.Count; i++)
        {
            var uses = _plan.Uses(_plan.Shutdown[i].Bound).ToArray();
            if (_plan.Foundations(uses).Union(uses).Any(producers.Contains))
            {
                disposal.Holders.Add(Handlers[i]);
            }
        }

        return disposal;
    }

    private bool StandsOn(IEnumerable<StartupHandler> values, DisposalStep foundation) =>
        _plan.Foundations(values).Overlaps(foundation.Producers);

    private static int Depth(DisposalStep disposal) =>
        disposal.Holders.OfType<DisposalStep>().Select(holder => Depth(holder) + 1).DefaultIfEmpty().Max();

    private void MeasureLevels()
    {
        foreach (var step in All)
        {
            Raise(step);
        }
    }

    /// <summary>Every predecessor has at least one level more to go than its successor.</summary>
    private static void Raise(ShutdownStep step)
    {
        foreach (var predecessor in step.Predecessors.Where(other => other.LevelsLeft <= step.LevelsLeft))
        {
            predecessor.LevelsLeft = step.LevelsLeft + 1;
            Raise(predecessor);
        }
    }
}
