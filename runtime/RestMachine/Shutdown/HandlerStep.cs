using RestMachine.Lifecycle;

namespace RestMachine.Shutdown;

/// <summary>A shutdown handler's part in the run.</summary>
internal sealed class HandlerStep(ShutdownHandler handler, HandlerArgument[] sources) : ShutdownStep(handler.Name)
{
    public override TimeSpan? Limit => handler.Limit;

    /// <summary>The first startup value that the handler needs and that never came to be.</summary>
    public string? FindMissingValue() =>
        sources
            .OfType<HandlerArgument.Value>()
            .FirstOrDefault(value => !value.TryGet(CancellationToken.None, out _))
            ?.Producer.Name;

    public bool Received(object value) =>
        sources.OfType<HandlerArgument.Value>().Any(source => ReferenceEquals(source.Producer.Value, value));

    protected override async ValueTask InvokeAsync(CancellationToken cancellation)
    {
        var arguments = new object?[sources.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            sources[i].TryGet(cancellation, out arguments[i]);
        }

        await handler.Bound.Invoke(handler.Bound.Handler, arguments);
    }
}
