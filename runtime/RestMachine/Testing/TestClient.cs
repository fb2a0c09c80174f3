using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RestMachine.Binding;
using RestMachine.Shutdown;

namespace RestMachine;

/// <summary>
/// A client without any server. The first request waits for startup, <see cref="ShutdownAsync"/> runs the shutdown
/// handlers, each once; a request without an id gets one: test-1, test-2, and so on. Requests may be sent at the same
/// time. As on Lambda, a request long after the last response, by the application's clock, first runs the
/// <c>OnResume</c> handlers; on Kestrel and on managed instances they never run.
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
    /// <param name="cancellation">Fires the startup handlers' token, which ends the application's only startup.</param>
    /// <exception cref="InvalidLifecycleException">A dependency is missing, ambiguous or circular.</exception>
    /// <exception cref="StartupException">A startup handler failed.</exception>
    public Task StartAsync(CancellationToken cancellation = default)
    {
        _isStarted = true;
        return _application.Lifecycle.StartAsync(cancellation);
    }

    /// <summary>Answers a request, after startup; the request itself stays as it is.</summary>
    public Task<Response> SendAsync(Request request) => SendAsync(request, CancellationToken.None);

    /// <summary>Answers a request, after startup; the request itself stays as it is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Gives the request up; startup goes on for others.</param>
    public async Task<Response> SendAsync(Request request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        await StartAsync(CancellationToken.None).WaitAsync(cancellation);
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
        var body = JsonSerializer.SerializeToUtf8Bytes(value, JsonTypeInfo<T>());
        return SendAsync(Request(method, target, ContentType(MediaType.Json), body), cancellation);
    }

    /// <summary>Sends <c>text/plain</c> in UTF-8.</summary>
    /// <param name="method">The method, for example <c>POST</c>.</param>
    /// <param name="target">Path and query, for example <c>/users?page=2</c>.</param>
    /// <param name="text">The content.</param>
    /// <param name="cancellation">Gives the request up.</param>
    public Task<Response> SendTextAsync(
        string method,
        string target,
        string text,
        CancellationToken cancellation = default
    ) => SendAsync(Request(method, target, ContentType(MediaType.Text), Encoding.UTF8.GetBytes(text)), cancellation);

    /// <summary>
    /// Sends <c>application/octet-stream</c>; another type of content goes into a <see cref="Request"/>.
    /// </summary>
    /// <param name="method">The method, for example <c>PUT</c>.</param>
    /// <param name="target">Path and query, for example <c>/files/1</c>.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="cancellation">Gives the request up.</param>
    public Task<Response> SendBytesAsync(
        string method,
        string target,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellation = default
    ) => SendAsync(Request(method, target, ContentType(MediaType.Bytes), bytes), cancellation);

    /// <summary>Sends <c>application/x-www-form-urlencoded</c>.</summary>
    /// <param name="method">The method, for example <c>POST</c>.</param>
    /// <param name="target">Path and query, for example <c>/users?page=2</c>.</param>
    /// <param name="fields">The form's fields; a name may occur several times.</param>
    /// <param name="cancellation">Gives the request up.</param>
    public Task<Response> SendFormAsync(
        string method,
        string target,
        IEnumerable<KeyValuePair<string, string>> fields,
        CancellationToken cancellation = default
    )
    {
        var encoded = fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}");
        var body = Encoding.ASCII.GetBytes(string.Join('&', encoded));
        return SendAsync(Request(method, target, ContentType(Form.UrlEncoded), body), cancellation);
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

    /// <summary>
    /// Runs the <c>OnAfterRestore</c> handlers, after startup, as SnapStart does in every restored environment.
    /// </summary>
    /// <exception cref="SnapshotException">A handler failed; those after it have not run.</exception>
    public async Task AfterRestoreAsync(CancellationToken cancellation = default)
    {
        await StartAsync(cancellation);
        await _application.Lifecycle.AfterRestoreAsync(cancellation);
    }

    /// <summary>Runs the shutdown handlers, once; later calls get the same report.</summary>
    /// <param name="budget">
    /// When the handlers' token fires, by the application's clock; 50 milliseconds later by that clock whatever still
    /// runs is reported as unfinished. Default: 5 seconds.
    /// </param>
    public Task<ShutdownReport> ShutdownAsync(TimeSpan? budget = null)
    {
        var token = budget ?? DefaultBudget;
        return _application.Lifecycle.ShutdownAsync(
            "test",
            new ShutdownBudget(token, token + Grace) { EndFollowsToken = true }
        );
    }

    /// <summary>Runs the shutdown handlers if the application was started and they have not run.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isStarted)
        {
            await ShutdownAsync();
        }
    }

    private static Request Request(string method, string target, Headers headers, ReadOnlyMemory<byte> body)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new Request(method, question < 0 ? target : target[..question])
        {
            QueryString = question < 0 ? "" : target[(question + 1)..],
            Headers = headers,
            Body = body,
        };
    }

    private static Headers ContentType(string mediaType) => new() { { "Content-Type", mediaType } };

    private Request WithDefaults(Request request)
    {
        Headers headers = [];
        foreach (var (name, value) in request.Headers.Concat(Headers.Where(own => request.Headers[own.Key] is null)))
        {
            headers.Add(name, value);
        }

        var id = request.Id.Length > 0 ? request.Id : $"test-{Interlocked.Increment(ref _requests)}";
        return request.With(headers, id);
    }

    private JsonTypeInfo<T> JsonTypeInfo<T>() =>
        (JsonTypeInfo<T>?)JsonTypes.Find(_application.Settings, typeof(T))
        ?? throw new InvalidOperationException(JsonTypes.HowToAdd(_application.Settings, typeof(T)));
}
