using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PageViews.Tests;

/// <summary>Plays the two services that the function writes to, on 127.0.0.1: DynamoDB, as far as it is used, and the collector.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<string> _received = new();

    private Backend(WebApplication server) => _server = server;

    public Behaviour Table { get; set; }

    public Behaviour Collector { get; set; }

    /// <summary>What has arrived, in this order.</summary>
    public string[] Received => [.. _received];

    /// <summary>What the function is told of them.</summary>
    public Dictionary<string, string> Variables =>
        new()
        {
            ["TABLE"] = "views",
            ["AWS_ENDPOINT_URL_DYNAMODB"] = _server.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _server.Urls.Single(),
        };

    public static async Task<Backend> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var backend = new Backend(server);
        server.MapPost("/", (Delegate)backend.AnswerAsTableAsync);
        server.MapPost("/v1/metrics", (Delegate)backend.AnswerAsCollectorAsync);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return backend;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<IResult> AnswerAsTableAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body);
        var page = request.RootElement.GetProperty("Key").GetProperty("page").GetProperty("S").GetString();
        if (context.Request.Headers["X-Amz-Target"] == "DynamoDB_20120810.GetItem")
        {
            _received.Enqueue($"read {page}");
            return Results.Text("""{"Item":{"views":{"N":"40"}}}""", "application/x-amz-json-1.0");
        }
        var views = request.RootElement.GetProperty("ExpressionAttributeValues").GetProperty(":views").GetProperty("N");
        _received.Enqueue($"{(Table == Behaviour.Accepts ? "write" : "try")} {page} {views}");
        return await AnswerAsync(
            Table,
            Results.Text("{}", "application/x-amz-json-1.0"),
            Results.Text(
                """{"__type":"com.amazonaws.dynamodb.v20120810#ValidationException","message":"refused by the test"}""",
                "application/x-amz-json-1.0",
                statusCode: 400
            ),
            context.RequestAborted
        );
    }

    private async Task<IResult> AnswerAsCollectorAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var metrics = OtlpMetrics
            .Sums(body.ToArray())
            .OrderBy(metric => metric.Name)
            .Select(metric => $"{metric.Name}={metric.Value}");
        _received.Enqueue($"metrics {string.Join(' ', metrics)}");
        return await AnswerAsync(Collector, Results.Ok(), Results.BadRequest(), context.RequestAborted);
    }

    private static async Task<IResult> AnswerAsync(
        Behaviour behaviour,
        IResult accepted,
        IResult refused,
        CancellationToken aborted
    )
    {
        if (behaviour == Behaviour.Hangs)
        {
            await Task.Delay(Timeout.Infinite, aborted);
        }
        return behaviour == Behaviour.Accepts ? accepted : refused;
    }
}
