namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>An invocation has opened files until the process may have no more; then it closes them.</summary>
public sealed class FunctionWithoutDescriptors : IDisposable
{
    private readonly Exhaustion _exhaustion = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _exhaustion.Dispose();

    [Fact]
    public async Task GoesOnAndServesItsEndpointAgainThoughOthersConnectMeanwhile()
    {
        await using var function = await StartAsync();
        var invocation = function.Environment.GetAsync("/exhaust");
        using var exhausted = await _exhaustion.WaitAsync(Cancellation);

        using var client = await EndpointClient.ConnectAsync(function.Port);
        using var other = await EndpointClient.ConnectAsync(function.Port);
        await function.Environment.WaitForLogAsync(
            line => line.Text.Contains("cannot accept a connection", StringComparison.Ordinal),
            Cancellation
        );
        exhausted.Dispose();

        (await invocation).ShouldBe("200 True");
        await client.SendAsync("GET / HTTP/1.1\r\n\r\n");
        (await client.ReadAnswerAsync()).ShouldStartWith("HTTP/1.1 404 ");
        (await EndpointClient.ShutdownAsync(function.Port)).ShouldStartWith("HTTP/1.1 200 OK\r\n");
        await function.WaitForExitAsync();
        function.CountOf("closed").ShouldBe(1);
    }

    private async Task<LivingFunction> StartAsync()
    {
        var function = await LivingFunction.StartAsync(_exhaustion.Variables);
        using (await EndpointClient.ConnectAsync(function.Port))
        {
            // The endpoint is bound off INIT's critical path: now it is there.
        }

        Exhaustion.Limit(function.ProcessId);
        return function;
    }
}
