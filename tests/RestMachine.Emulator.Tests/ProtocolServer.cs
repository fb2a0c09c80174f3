using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.Tests;

// Both APIs without processes: what a runtime and extensions see of them.
internal sealed class ProtocolServer : IAsyncDisposable
{
    private readonly LoopbackServer server;
    private readonly HttpClient client;

    private ProtocolServer(LoopbackServer server, Generation generation)
    {
        this.server = server;
        Generation = generation;
        client = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{server.Port}"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public Generation Generation { get; }

    public static async Task<ProtocolServer> StartAsync()
    {
        var generation = new Generation(new FunctionIdentity("users", "bootstrap"), TimeProvider.System);
        var apiSwitch = new ApiSwitch { Current = () => generation };
        var started = await LoopbackServer.StartAsync(0, apiSwitch.AnswerAsync, Doubles.Cancellation);
        return new ProtocolServer(started, generation);
    }

    public async Task<Answer> SendAsync(
        string method,
        string path,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await client.SendAsync(request, Doubles.Cancellation);
        return new Answer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(Doubles.Cancellation),
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(field => field.Key, field => field.Value.First(), StringComparer.OrdinalIgnoreCase)
        );
    }

    public Task<Answer> RuntimeNextAsync() => SendAsync("GET", "/2018-06-01/runtime/invocation/next");

    public Task<Answer> RespondAsync(string id, HttpContent content, params (string Name, string Value)[] headers) =>
        SendAsync("POST", $"/2018-06-01/runtime/invocation/{id}/response", content, headers);

    public Task<Answer> RegisterAsync(string name, string body) =>
        SendAsync("POST", "/2020-01-01/extension/register", Text(body), ("Lambda-Extension-Name", name));

    public Task<Answer> ExtensionNextAsync(string identifier) =>
        SendAsync("GET", "/2020-01-01/extension/event/next", null, ("Lambda-Extension-Identifier", identifier));

    // The runtime has called next and got this invocation.
    public async Task<Invocation> BeginInvocationAsync(string payload = "{}", AnswerStream? stream = null)
    {
        var next = RuntimeNextAsync();
        await Generation.Runtime.AtFirstNext;
        await Generation.Runtime.Ready;
        var invocation = new Invocation(
            Guid.NewGuid().ToString(),
            Encoding.UTF8.GetBytes(payload),
            DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000)
        )
        {
            Stream = stream,
            FunctionArn = "arn:aws:lambda:us-east-1:123456789012:function:users",
            TraceId = "Root=1-5e272390-8c398be037738dc042009320",
        };
        Generation.Runtime.Deliver(invocation);
        await next;
        return invocation;
    }

    public async Task<string> SendRawAsync(string request)
    {
        using var connection = await ConnectAsync();
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Doubles.Cancellation);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Doubles.Cancellation);
    }

    public async Task<TcpClient> ConnectAsync()
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, server.Port, Doubles.Cancellation);
        return connection;
    }

    public static StringContent Text(string text) => new(text);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }
}

internal sealed record Answer(int Status, string Body, Dictionary<string, string> Headers)
{
    public string? ErrorType => Member("errorType");

    public string? ErrorMessage => Member("errorMessage");

    public string? Member(string name)
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }
}
