using RestMachine.Binding;

namespace RestMachine.Lifecycle;

/// <summary>A startup handler with its arguments.</summary>
internal sealed class StartupCall(StartupHandler handler, HandlerArgument[] sources)
{
    private readonly object?[] _arguments = new object?[sources.Length];

    public ValueTask<object?> InvokeAsync(CancellationToken cancellation)
    {
        for (var index = 0; index < sources.Length; index++)
        {
            sources[index].TryGet(cancellation, out _arguments[index]);
        }

        return handler.Bound.Invoke(handler.Bound.Handler, _arguments);
    }

    /// <summary>Whether the value is a service that was passed through: its provider disposes it.</summary>
    public bool IsBorrowed(object? value)
    {
        for (var index = 0; value is not null && index < sources.Length; index++)
        {
            var isService = sources[index] is HandlerArgument.Service && ReferenceEquals(_arguments[index], value);
            if (
                isService
                || (
                    _arguments[index] is IServiceProvider services
                    && ServiceLookup.Makes(services, handler.Bound.Result!, value)
                )
            )
            {
                return true;
            }
        }

        return false;
    }
}
