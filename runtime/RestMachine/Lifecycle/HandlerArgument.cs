using RestMachine.Binding;

namespace RestMachine.Lifecycle;

/// <summary>Where one argument of a startup or shutdown handler comes from; decided before anything runs.</summary>
internal abstract record HandlerArgument
{
    public sealed record Value(StartupHandler Producer, bool IsOptional, object? Default) : HandlerArgument;

    public sealed record Service(IServiceProvider Services, BoundParameter Parameter) : HandlerArgument;

    public sealed record Constant(object? Argument) : HandlerArgument;

    public sealed record Token : HandlerArgument;

    /// <summary>How long the environment had no event; only who resumes knows.</summary>
    public sealed record Idle : HandlerArgument;

    /// <summary>The argument itself; false when the startup value it needs never came to be.</summary>
    public bool TryGet(CancellationToken cancellation, out object? argument)
    {
        switch (this)
        {
            case Value { Producer.HasValue: true } value:
                argument = value.Producer.Value;
                return true;
            case Value value:
                argument = value.Default;
                return value.IsOptional;
            case Service service:
                argument = ServiceLookup.Get(service.Services, service.Parameter);
                return true;
            case Constant constant:
                argument = constant.Argument;
                return true;
            default:
                argument = cancellation;
                return true;
        }
    }
}
