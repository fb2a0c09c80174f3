using RestMachine.Binding;

namespace RestMachine;

/// <summary>A registered startup handler and the value it will have made.</summary>
public sealed class StartupHandler
{
    private int _requests;

    internal StartupHandler(RestApplication application, string name, string? givenName, BoundHandler bound)
    {
        Application = application;
        Name = name;
        GivenName = givenName;
        Bound = bound;
    }

    /// <summary>
    /// The handler's name in logs: the given one, else the method's, else signature and place; with a number behind it
    /// where an application that is mounted brings a name that is taken.
    /// </summary>
    public string Name { get; internal set; }

    /// <summary>By which parameters of its application ask for the value; null without one.</summary>
    internal string? GivenName { get; }

    /// <summary>How long the handler ran; <see langword="null"/> until it has completed.</summary>
    public TimeSpan? Duration { get; internal set; }

    internal RestApplication Application { get; }

    internal BoundHandler Bound { get; }

    internal bool IsShared { get; private set; }

    internal bool HasValue { get; private set; }

    internal object? Value { get; private set; }

    /// <summary>The value is a service of the user's provider, passed through: the user disposes it.</summary>
    internal bool IsBorrowed { get; private set; }

    /// <summary>A request that uses the value, or something built on it, has not ended.</summary>
    internal bool IsHeldByRequests => Volatile.Read(ref _requests) > 0;

    /// <summary>
    /// Declares the value as one that nobody closes (settings, a clock): it orders no shutdown handlers.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The application has started: the order is worked out by then.
    /// </exception>
    public StartupHandler Shared()
    {
        Application.Outermost.ThrowIfStarted(nameof(Shared));
        IsShared = true;
        return this;
    }

    internal void Hold() => Interlocked.Increment(ref _requests);

    internal void Release() => Interlocked.Decrement(ref _requests);

    internal void Complete(object? value, bool isBorrowed = false)
    {
        Value = value;
        IsBorrowed = isBorrowed;
        HasValue = true;
    }
}
