using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using RestMachine.Filters;

namespace RestMachine;

/// <summary>A REST application: routes, what runs before the first request, and what runs before the end.</summary>
public sealed partial class RestApplication
{
    /// <summary>An application with the defaults.</summary>
    public RestApplication()
        : this(new RestApplicationOptions()) { }

    /// <summary>An application whose JSON bodies are those that the context knows.</summary>
    public RestApplication(JsonSerializerContext json)
        : this(new RestApplicationOptions { Json = json }) { }

    /// <summary>An application with options; all have defaults.</summary>
    public RestApplication(RestApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Settings = options;
        _filters = new FilterList(this);
    }

    internal RestApplicationOptions Settings { get; private set; }

    /// <summary>Where the framework logs when the user has named no place.</summary>
    internal void SupplyLogging(ILoggerFactory logging) =>
        Settings = Settings with { Logging = Settings.Logging ?? logging };

    /// <summary>Sends requests to this application in memory, and runs its startup and shutdown.</summary>
    /// <param name="time">The clock of budgets and durations. Default: that of the options.</param>
    /// <exception cref="InvalidOperationException">The application has started already.</exception>
    public TestClient TestClient(TimeProvider? time = null)
    {
        ThrowIfStarted(nameof(TestClient));
        Settings = time is null ? Settings : Settings with { Time = time };
        return new TestClient(this);
    }

    /// <summary>
    /// Runs once at INIT, before the first request; what it returns is injectable by its type, which is the one that
    /// the handler declares and no other: <c>OnStartup(Stream () => new MemoryStream())</c> makes a Stream.
    /// </summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public StartupHandler OnStartup(Delegate handler) => throw NotBound.At(nameof(OnStartup));

    /// <summary>A startup handler whose value is told apart from others of its type by name.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public StartupHandler OnStartup(string name, Delegate handler) => throw NotBound.At(nameof(OnStartup));

    /// <summary>Runs once before the execution environment ends.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public ShutdownHandler OnShutdown(Delegate handler) => throw NotBound.At(nameof(OnShutdown));

    /// <summary>A shutdown handler with a name for logs and alarms.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public ShutdownHandler OnShutdown(string name, Delegate handler) => throw NotBound.At(nameof(OnShutdown));
}
