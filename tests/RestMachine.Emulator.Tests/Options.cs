namespace RestMachine.Emulator.Tests;

public sealed class Options : IDisposable
{
    private readonly Doubles doubles = new();

    public static TheoryData<string, Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions>> Wrong =>
        new()
        {
            { "Command is empty", options => options with { Command = [] } },
            { "Command names \"/nowhere\"", options => options with { Command = ["/nowhere"] } },
            { "ExecWrapper names \"/nowhere\"", options => options with { ExecWrapper = "/nowhere" } },
            { "ExtensionsDirectory names \"/nowhere\"", options => options with { ExtensionsDirectory = "/nowhere" } },
            { "MemorySize is 64: expected 128 to 10240", options => options with { MemorySize = 64 } },
            { "InitTimeout is", options => options with { InitTimeout = TimeSpan.Zero } },
            { "FunctionTimeout is", options => options with { FunctionTimeout = TimeSpan.FromHours(1) } },
            { "RuntimeShare is 2001 ms", options => options with { RuntimeShare = TimeSpan.FromMilliseconds(2001) } },
            { "FrontDoorPort is 70000", options => options with { FrontDoorPort = 70_000 } },
            {
                "EnvironmentVariables sets AWS_LAMBDA_RUNTIME_API",
                options =>
                    options with
                    {
                        EnvironmentVariables = new Dictionary<string, string> { ["AWS_LAMBDA_RUNTIME_API"] = "x" },
                    }
            },
        };

    public void Dispose() => doubles.Dispose();

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task NameWhatIsWrong(string message, Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions> change)
    {
        var failure = await Should.ThrowAsync<ArgumentException>(() =>
            LambdaEnvironment.StartAsync(change(doubles.Options()), Doubles.Cancellation)
        );

        failure.Message.ShouldStartWith(message);
    }
}
