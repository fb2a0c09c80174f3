namespace OtherRuntimes.Tests;

public sealed class WholeApp(DeployedFunctions functions)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void HasTheLayerAndItsSettingsOnEveryFunction()
    {
        var all = functions.Stack.ResourcesOf("AWS::Lambda::Function").ToArray();

        all.Length.ShouldBe(2);
        foreach (var function in all)
        {
            var variables = function.GetProperty("Environment").GetProperty("Variables");
            variables
                .EnumerateObject()
                .Select(variable => $"{variable.Name}={variable.Value}")
                .ShouldBe(["RESTMACHINE_EXTENSION_PORT=9108"]);
            function.GetProperty("Layers").GetArrayLength().ShouldBe(1);
        }
        functions.Stack.ResourcesOf("AWS::Lambda::LayerVersion").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task GivesItsFunctionsTheTimeOfThoseWithoutTheLibrary()
    {
        var answer = await functions.Stack.DoctorAsync();

        answer.ShouldMatch(
            @"OtherRuntimes/Python\w+ \(python3\.12, x86_64\): its shutdown handlers can run, with 300 ms\n"
        );
        answer.ShouldMatch(
            @"OtherRuntimes/Node\w+ \(nodejs22\.x, x86_64\): its shutdown handlers can run, with 300 ms\n"
        );
    }

    [Theory]
    [InlineData("Python")]
    [InlineData("Node.js")]
    public async Task LetsItsFunctionsHandleSigterm(string description)
    {
        await using var environment = await StartAndGreetAsync(description, hasLayer: true);

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment.FunctionLines().ShouldBe([$"[{description}] Greeted before the end: Ada, Alan"]);
        report.Function!.ExitCode.ShouldBe(0);
        report.Function.Signals.Select(signal => signal.Name).ShouldBe(["SIGCONT", "SIGTERM"]);
        report.Extensions.ShouldHaveSingleItem().ExitCode.ShouldBe(0);
        // These functions leave no receipt, and by now they have ended: that is no error, and not called one.
        environment
            .Report()
            .ShouldMatch(
                @"^\[Extension\] No RestMachine function answered \(spindown\): POST /shutdown to port \d+: No connection: "
            );
    }

    // What the aspect is for.
    [Theory]
    [InlineData("Python")]
    [InlineData("Node.js")]
    public async Task WouldLoseItsFunctionsWithoutAWordOtherwise(string description)
    {
        await using var environment = await StartAndGreetAsync(description, hasLayer: false);

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment.FunctionLines().ShouldBeEmpty();
        report.Function!.TerminatedBy.ShouldBe("SIGKILL");
    }

    private async Task<LambdaEnvironment> StartAndGreetAsync(string description, bool hasLayer)
    {
        var environment = await LambdaEnvironment.StartAsync(functions.Options(description, hasLayer), Cancellation);
        environment.Init.EnsureSucceeded();
        foreach (var name in new[] { "Ada", "Alan" })
        {
            var result = await environment.InvokeAsync(Encoding(name), Cancellation);
            result.PayloadText.Replace(" ", "").ShouldBe($$"""{"greeting":"Hello{{name}}"}""");
        }
        return environment;
    }

    private static byte[] Encoding(string name) => System.Text.Encoding.UTF8.GetBytes($$"""{"name":"{{name}}"}""");
}
