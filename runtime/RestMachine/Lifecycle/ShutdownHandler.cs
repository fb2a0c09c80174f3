using RestMachine.Binding;

namespace RestMachine;

/// <summary>A registered shutdown handler.</summary>
public sealed class ShutdownHandler
{
    private static readonly TimeSpan s_maxLimit = TimeSpan.FromMilliseconds(int.MaxValue);

    internal ShutdownHandler(RestApplication application, string name, BoundHandler bound)
    {
        Application = application;
        Name = name;
        Bound = bound;
    }

    /// <summary>The handler's name in logs, receipts and alarms; unique in the application.</summary>
    public string Name { get; internal set; }

    internal RestApplication Application { get; }

    internal TimeSpan? Limit { get; private set; }

    internal BoundHandler Bound { get; }

    /// <summary>
    /// Bounds this handler, from its own beginning: then its token fires, those that wait for it begin, and if it ends
    /// later it is reported as timed out. The whole run's time bounds it all the same. Default: no bound of its own.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is zero, negative or above 24 days.</exception>
    /// <exception cref="InvalidOperationException">The application has started.</exception>
    public ShutdownHandler Within(TimeSpan limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, s_maxLimit);
        Application.ThrowIfStarted(nameof(Within));
        Limit = limit;
        return this;
    }
}
