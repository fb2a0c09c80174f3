using RestMachine.Aws;

namespace ShutdownProbe;

/// <summary>
/// The Runtime API's loop, as a managed runtime has it for a class library that never calls <c>Start</c>: RestMachine then
/// begins with the first invocation, when internal extensions can no longer register.
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
/// </summary>
internal sealed class OwnLoop(AwsApiGatewayAdapter adapter)
{
    private const string RequestId = "Lambda-Runtime-Aws-Request-Id";

    private readonly string _invocations =
        $"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/invocation";

    public async Task RunAsync()
    {
        // An environment waits for its next event for hours.
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        while (true)
        {
            using var next = await client.GetAsync(new Uri($"{_invocations}/next"));
            next.EnsureSuccessStatusCode();
            await using var input = await next.Content.ReadAsStreamAsync();
            using var answer = new StreamContent(await adapter.HandleEventAsync(input));
            var response = new Uri($"{_invocations}/{next.Headers.GetValues(RequestId).Single()}/response");
            using var accepted = await client.PostAsync(response, answer);
            accepted.EnsureSuccessStatusCode();
        }
    }
}
