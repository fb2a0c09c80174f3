using System.ComponentModel;
using RestMachine.Binding;
using RestMachine.Filters;

namespace RestMachine;

/// <content>What stands around handlers.</content>
public sealed partial class RestApplication
{
    private readonly FilterList _filters = new();
    private readonly List<BoundRoute> _dependencies = [];
    private readonly Dictionary<Type, BoundRoute> _errorHandlers = [];

    /// <summary>
    /// A filter around every request, also around those that no route answers. Filters run in the order of their
    /// registration, those of the application before those of its groups before those of the route.
    /// </summary>
    /// <param name="filter">
    /// Takes what a handler takes, the body excepted, and <see cref="Next"/> if something is to happen afterwards. What it
    /// returns is the response; nothing or <see langword="null"/> lets the request pass.
    /// </param>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication Use(Delegate filter) => throw NotBound.At(nameof(Use));

    /// <summary>A filter around every request, without injection.</summary>
    public RestApplication Use(Filter filter)
    {
        ThrowIfStarted(nameof(Use));
        _filters.Add(filter);
        return this;
    }

    /// <summary>Answers a request whose handler or filter threw this exception or one derived from it.</summary>
    /// <typeparam name="TException">The most derived type that was registered wins.</typeparam>
    /// <param name="handler">Takes the exception and what a handler takes, the body excepted.</param>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication OnError<TException>(Delegate handler)
        where TException : Exception => throw NotBound.At(nameof(OnError));

    /// <summary>
    /// Makes a value for one request when a handler or filter first asks for its type; it is disposed after the response.
    /// </summary>
    /// <param name="handler">Takes what a filter takes, other request-scoped values included.</param>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication Dependency(Delegate handler) => throw NotBound.At(nameof(Dependency));

    /// <summary>What the generated code calls in place of <see cref="Use(Delegate)"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RestApplication AddFilter(BoundRoute bound)
    {
        ThrowIfStarted(nameof(Use));
        _filters.Add(bound);
        return this;
    }

    /// <summary>What the generated code calls in place of <see cref="OnError{TException}"/>.</summary>
    /// <exception cref="InvalidOperationException">The exception already has a handler.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RestApplication AddErrorHandler(Type exception, BoundRoute bound)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(bound);
        ThrowIfStarted(nameof(OnError));
        return _errorHandlers.TryAdd(exception, bound)
            ? this
            : throw new InvalidOperationException(
                $"OnError<{TypeName.Of(exception)}> at {bound.Place}: the exception is already answered at "
                    + $"{_errorHandlers[exception].Place}; remove one of them."
            );
    }

    /// <summary>What the generated code calls in place of <see cref="Dependency"/>.</summary>
    /// <exception cref="InvalidOperationException">The type is already made elsewhere.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RestApplication AddDependency(BoundRoute bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        ThrowIfStarted(nameof(Dependency));
        if (_dependencies.Find(known => known.Result == bound.Result) is { } other)
        {
            throw new InvalidOperationException(
                $"Dependency at {bound.Place}: a {TypeName.Of(bound.Result!)} is already made at {other.Place}; "
                    + "remove one of them, or give them types of their own."
            );
        }

        _dependencies.Add(bound);
        return this;
    }
}
