namespace RestMachine.Shutdown;

/// <summary>Disposes a startup value once nothing holds it any more.</summary>
internal sealed class DisposalStep(object value, IReadOnlyList<StartupHandler> producers)
    : ShutdownStep(producers[0].Name)
{
    public override string Kind => "disposal";

    public object Value { get; } = value;

    public IReadOnlyList<StartupHandler> Producers { get; } = producers;

    /// <summary>Handlers and disposals that use the value: each must have ended, not merely used up its time.</summary>
    public List<ShutdownStep> Holders { get; } = [];

    public bool WasReceivedByAHandler { get; init; }

    public override bool IsFree =>
        Holders.TrueForAll(holder => holder.HasEnded) && Producers.All(producer => !producer.IsHeldByRequests);

    protected override async ValueTask InvokeAsync(CancellationToken cancellation)
    {
        try
        {
            await Disposal.DisposeAsync(Value);
        }
        catch (ObjectDisposedException) when (WasReceivedByAHandler)
        {
            // The shutdown handler that received the value closed it: that is what shutdown handlers are for.
        }
    }
}
