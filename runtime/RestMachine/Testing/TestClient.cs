using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RestMachine.Binding;
using RestMachine.Shutdown;

namespace RestMachine;

/// <summary>
/// A client without any server. The first request waits for startup, <see cref="ShutdownAsync"/> runs the shutdown handlers,
/// each once; ids of requests are test-1, test-2, and so on. As on Lambda, a request long after the last response, by the
/// application's clock, first runs the <c>OnResume</c> handlers; on Kestrel and on managed instances they never run.
/// </summary>
public sealed class TestClient : IAsyncDisposable
{
    private static readonly TimeSpan DefaultBudget = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    private readonly RestApplication _application;
    private int _requests;
    private int _running;
    private bool _isStarted;

    internal TestClient(RestApplication application) => _application = application;

    /// <summary>Fields that every request of this client carries, unless it has the field itself.</summary>
    public Headers Headers { get; } = [];

    /// <summary>Runs the startup handlers, once.</summary>
    /// <exception cref="InvalidLifecycleException">A dependency is missing, ambiguous or circular.</exception>
    /// <exception cref="StartupException">A startup handler failed.</exception>
    public Task StartAsync(CancellationToken cancellation = default)
    {
        _isStarted = true;
        return _application.Lifecycle.StartAsync(cancellation);
    }

    /// <summary>Answers a request, after startup.</summary>
    public async Task<Response> SendAsync(Request request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        await StartAsync(cancellation);
        var lifecycle = _application.Lifecycle;
        Interlocked.Increment(ref _running);
        try
        {
            if (lifecycle.Resumption!.HasSlept(out var idle))
            {
                await lifecycle.ResumeAsync(idle, cancellation);
            }

            return await _application.HandleAsync(WithDefaults(request), cancellation);
        }
        finally
        {
            // An environment that still answers another request does not freeze.
            if (Interlocked.Decrement(ref _running) == 0)
            {
                lifecycle.Resumption!.Rest();
            }
        }
    }

    /// <summary>Sends a request without content.</summary>
    /// <param name="method">The method, for example <c>GET</c>.</param>
    /// <param name="target">Path and query, for example <c>/users?page=2</c>.</param>
    /// <param name="cancellation">Gives the request up.</param>
    public Task<Response> SendAsync(string method, string target, CancellationToken cancellation = default) =>
        SendAsync(Request(method, target, [], default), cancellation);

    /// <summary>Sends a value as JSON, by the application's serializer context.</summary>
    /// <param name="method">The method, for example <c>POST</c>.</param>
    /// <param name="target">Path and query, for example <c>/users?page=2</c>.</param>
    /// <param name="value">The content.</param>
    /// <param name="cancellation">Gives the request up.</param>
    /// <exception cref="InvalidOperationException">The context does not know the type.</exception>
    public Task<Response> SendJsonAsync<T>(
        string method,
        string target,
        T value,
        CancellationToken cancellation = default
    )
    {
        Headers headers = [];
        headers.Add("Content-Type", MediaType.Json);
        var body = JsonSerializer.SerializeToUtf8Bytes(value, JsonTypeInfo<T>());
        return SendAsync(Request(method, target, headers, body), cancellation);
    }

    /// <summary>The JSON content of a response, by the application's serializer context.</summary>
    /// <exception cref="JsonException">The content is not that.</exception>
    /// <exception cref="InvalidOperationException">The context does not know the type.</exception>
    public T? ReadJson<T>(Response response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return JsonSerializer.Deserialize(response.Body.Span, JsonTypeInfo<T>());
    }

    /// <summary>Runs the <c>OnBeforeSnapshot</c> handlers, after startup, as SnapStart does.</summary>
    /// <exception cref="SnapshotException">A handler failed; those after it have not run.</exception>
    public async Task BeforeSnapshotAsync(CancellationToken cancellation = default)
    {
        await StartAsync(cancellation);
        await _application.Lifecycle.BeforeSnapshotAsync(cancellation);
    }

    /// <summary>Runs the <c>OnAfterRestore</c> handlers, after startup, as SnapStart does in every restored environment.</summary>
    /// <exception cref="SnapshotException">A handler failed; those after it have not run.</exception>
    public async Task AfterRestoreAsync(CancellationToken cancellation = default)
    {
        await StartAsync(cancellation);
        await _application.Lifecycle.AfterRestoreAsync(cancellation);
    }

    /// <summary>Runs the shutdown handlers, once; later calls get the same report.</summary>
    /// <param name="budget">When the handlers' token fires, by the application's clock. Default: 5 seconds.</param>
    public Task<ShutdownReport> ShutdownAsync(TimeSpan? budget = null)
    {
        var token = budget ?? DefaultBudget;
        return _application.Lifecycle.ShutdownAsync("test", new ShutdownBudget(token, token + Grace));
    }

    /// <summary>Runs the shutdown handlers if the application was started and they have not run.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isStarted)
        {
            await ShutdownAsync();
        }
    }

    private Request Request(string method, string target, Headers headers, ReadOnlyMemory<byte> body)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new Request(method, question < 0 ? target : target[..question])
        {
            QueryString = question < 0 ? "" : target[(question + 1)..],
            Headers = headers,
            Body = body,
            Id = string.Create(CultureInfo.InvariantCulture, $"test-{++_requests}"),
        };
    }

    private Request WithDefaults(Request request)
    {
        foreach (var (name, value) in Headers.Where(field => request.Headers[field.Key] is null).ToArray())
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    private JsonTypeInfo<T> JsonTypeInfo<T>() =>
        (JsonTypeInfo<T>?)JsonTypes.Find(_application.Settings, typeof(T))
        ?? throw new InvalidOperationException(JsonTypes.HowToAdd(_application.Settings, typeof(T)));
}
