using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>A function that is not frozen between invocations, with the port of its endpoint and its process.</summary>
internal sealed record LivingFunction(LambdaEnvironment Environment, int Port, int ProcessId) : IAsyncDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<LivingFunction> StartAsync(Dictionary<string, string>? variables = null)
    {
        var port = FreePort.Find();
        var environment = await FunctionUnderTest.StartAsync(
            new(variables ?? []) { ["RESTMACHINE_EXTENSION_PORT"] = $"{port}" },
            configure: options => options with { FreezeBetweenInvocations = false }
        );
        var answer = await environment.GetAsync("/pid");
        // Back at next: what the test does to it now is done to an idle function, not to the end of an invocation.
        await environment.WaitUntilIdleAsync(Cancellation);
        return new LivingFunction(environment, port, int.Parse(answer["200 ".Length..]));
    }

    public Task<LogLine> WaitForLineAsync(string text) =>
        Environment.WaitForLogAsync(line => line.Text == text, Cancellation);

    public int CountOf(string line) => Environment.Lines(LogSource.Function).Count(text => text == line);

    /// <summary>Ended by what the test did to it, before the platform does anything.</summary>
    public Task WaitForExitAsync() => ProcessEnding.WaitAsync(ProcessId);

    public Task<Emulator.ShutdownReport> ShutdownAsync() =>
        Environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

    public ValueTask DisposeAsync() => Environment.DisposeAsync();
}
