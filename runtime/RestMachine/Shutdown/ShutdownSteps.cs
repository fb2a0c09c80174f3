using RestMachine.Lifecycle;

namespace RestMachine.Shutdown;

/// <summary>The steps of a run, each with its predecessors: first the handlers, then what is left to dispose.</summary>
internal sealed class ShutdownSteps
{
    private readonly LifecyclePlan _plan;

    private ShutdownSteps(LifecyclePlan plan)
    {
        _plan = plan;
        Handlers = [.. plan.Shutdown.Select(handler => new HandlerStep(handler, plan.Arguments(handler.Bound)))];
        Disposals = CreateDisposals();
        All = [.. Handlers, .. Disposals];
        OrderHandlers(levelsAfter: Disposals.Select(disposal => disposal.LevelsLeft).DefaultIfEmpty().Max());
    }

    public IReadOnlyList<HandlerStep> Handlers { get; }

    /// <summary>Dependents first.</summary>
    public IReadOnlyList<DisposalStep> Disposals { get; }

    public IReadOnlyList<ShutdownStep> All { get; }

    /// <summary>Steps for the values that exist now.</summary>
    public static ShutdownSteps Create(LifecyclePlan plan) => new(plan);

    private void OrderHandlers(int levelsAfter)
    {
        var order = _plan.ShutdownOrder;
        for (var i = 0; i < Handlers.Count; i++)
        {
            Handlers[i].LevelsLeft = order.Levels[i] + levelsAfter;
            Handlers[i].Predecessors.AddRange(order.Predecessors[i].Select(predecessor => Handlers[predecessor]));
        }
    }

    private List<DisposalStep> CreateDisposals()
    {
        // A handler may hand on what another one has borrowed.
        var borrowed = _plan.Startup.Where(handler => handler.IsBorrowed).Select(handler => handler.Value).ToArray();
        var disposals = _plan
            .Startup.Where(handler => handler is { Value: IDisposable or IAsyncDisposable })
            .Where(handler => !borrowed.Contains(handler.Value, ReferenceEqualityComparer.Instance))
            .GroupBy(handler => handler.Value!, ReferenceEqualityComparer.Instance)
            .Select(group => CreateDisposal(group.Key!, [.. group]))
            .OrderByDescending(Position)
            .ToList();
        for (var foundation = disposals.Count - 1; foundation > 0; foundation--)
        {
            for (var dependent = 0; dependent < foundation; dependent++)
            {
                Order(disposals[dependent], disposals[foundation]);
            }
        }

        return disposals;
    }

    private DisposalStep CreateDisposal(object value, IReadOnlyList<StartupHandler> producers)
    {
        var disposal = new DisposalStep(value, producers)
        {
            WasReceivedByAHandler = Handlers.Any(handler => handler.Received(value)),
        };
        for (var i = 0; i < Handlers.Count; i++)
        {
            if (producers.Any(_plan.Graph.Holds(_plan.Shutdown[i].Bound).Contains))
            {
                disposal.Holders.Add(Handlers[i]);
            }
        }

        return disposal;
    }

    private void Order(DisposalStep dependent, DisposalStep foundation)
    {
        if (
            dependent.Producers.Any(producer => _plan.Graph.Foundations(producer).Intersect(foundation.Producers).Any())
        )
        {
            foundation.Holders.Add(dependent);
            dependent.LevelsLeft = Math.Max(dependent.LevelsLeft, foundation.LevelsLeft + 1);
        }
    }

    /// <summary>Later in startup: what stands on others comes after them.</summary>
    private int Position(DisposalStep disposal) => disposal.Producers.Max(_plan.Graph.Position);
}
