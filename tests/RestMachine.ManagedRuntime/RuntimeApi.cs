using System.Net;
using System.Net.Http.Json;

namespace RestMachine.ManagedRuntime;

/// <summary>The Runtime API, version 2018-06-01.</summary>
internal sealed class RuntimeApi : IDisposable
{
    private readonly HttpClient _client;

    private RuntimeApi(string address) =>
        _client = new HttpClient
        {
            BaseAddress = new Uri($"http://{address}/2018-06-01/runtime/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };

    public static RuntimeApi FromEnvironment() =>
        new(
            Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")
                ?? throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not set.")
        );

    public async Task<Invocation> NextAsync()
    {
        using var answer = await _client.GetAsync("invocation/next");
        answer.EnsureSuccessStatusCode();
        return new Invocation(
            answer.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single(),
            new MemoryStream(await answer.Content.ReadAsByteArrayAsync())
        );
    }

    public Task RespondAsync(Invocation invocation, Stream response) =>
        PostAsync($"invocation/{invocation.AwsRequestId}/response", new StreamContent(response));

    public Task ReportErrorAsync(Invocation invocation, Exception exception) =>
        PostErrorAsync($"invocation/{invocation.AwsRequestId}/error", exception);

    public Task ReportInitErrorAsync(Exception exception) => PostErrorAsync("init/error", exception);

    public void Dispose() => _client.Dispose();

    private Task PostErrorAsync(string path, Exception exception)
    {
        var type = exception.GetType().Name;
        var stackTrace = exception.StackTrace?.Split('\n') ?? [];
        var content = JsonContent.Create(
            new
            {
                errorMessage = exception.Message,
                errorType = type,
                stackTrace,
            }
        );
        content.Headers.Add("Lambda-Runtime-Function-Error-Type", type);
        return PostAsync(path, content);
    }

    private async Task PostAsync(string path, HttpContent content)
    {
        using var answer = await _client.PostAsync(path, content);
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            Console.WriteLine($"The Runtime API answered {path} with {(int)answer.StatusCode}");
        }
    }
}
