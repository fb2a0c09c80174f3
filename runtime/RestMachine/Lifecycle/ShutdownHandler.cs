using RestMachine.Binding;

namespace RestMachine;

/// <summary>A registered shutdown handler.</summary>
public sealed class ShutdownHandler
{
    internal ShutdownHandler(RestApplication application, string name, BoundHandler bound)
    {
        Application = application;
        Name = name;
        Bound = bound;
    }

    /// <summary>The handler's name in logs, receipts and alarms; unique in the application.</summary>
    public string Name { get; internal set; }

    internal RestApplication Application { get; }

    internal BoundHandler Bound { get; }
}
