namespace Orders.Tests;

public sealed class MovedFunction(DeployedLibrary library)
{
    private const string Before = "Orders::Orders.Before.OrdersFunction::Handler";
    private const string After = "Orders::Orders.OrdersFunction::Handler";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeepsItsHandlersNameOnTheManagedRuntimeAndGetsTheLayer()
    {
        library.Function.GetProperty("Handler").GetString().ShouldBe(After);
        library.Function.GetProperty("Runtime").GetString().ShouldBe("dotnet10");
        library.Function.GetProperty("Layers").GetArrayLength().ShouldBe(1);
        (await library.Stack.DoctorAsync()).ShouldMatch(
            @"^Orders/Orders\w+ \(dotnet10, x86_64\): its shutdown handlers can run, with 500 ms\n$"
        );
    }

    [Theory]
    [InlineData(Before)]
    [InlineData(After)]
    public async Task AnswersAsItDidBefore(string handler)
    {
        await using var environment = await StartAsync(handler);

        (await environment.SendAsync(HttpMethod.Post, "/orders", """{"product":"lamp","quantity":2}""")).ShouldBe(
            (201, """{"id":1,"product":"lamp","quantity":2}""")
        );
        (await environment.SendAsync(HttpMethod.Get, "/orders/1")).ShouldBe(
            (200, """{"id":1,"product":"lamp","quantity":2}""")
        );
        (await environment.SendAsync(HttpMethod.Get, "/orders/2")).Status.ShouldBe(404);
        (await environment.SendAsync(HttpMethod.Get, "/nowhere")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task ClosesItsJournalBeforeItsProcessEnds()
    {
        await using var environment = await StartAndOrderAsync(After);

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        JournalOf(environment).ShouldBe(["1;lamp;2", "2;desk;1"]);
        environment.Report().ShouldStartWith("[Extension] Shutdown handlers completed successfully");
        report.Function!.ExitCode.ShouldBe(0);
    }

    // What the move is for: the extension alone, on the class as it was, saves nothing.
    [Fact]
    public async Task LostItsLastOrdersBefore()
    {
        await using var environment = await StartAndOrderAsync(Before);

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        JournalOf(environment).ShouldBeEmpty();
        report.Function!.ExitCode.ShouldNotBe(0);
    }

    private async Task<LambdaEnvironment> StartAndOrderAsync(string handler)
    {
        var environment = await StartAsync(handler);
        foreach (var order in new[] { """{"product":"lamp","quantity":2}""", """{"product":"desk","quantity":1}""" })
        {
            (await environment.SendAsync(HttpMethod.Post, "/orders", order)).Status.ShouldBe(201);
        }
        return environment;
    }

    private async Task<LambdaEnvironment> StartAsync(string handler)
    {
        var environment = await LambdaEnvironment.StartAsync(library.Options(handler), Cancellation);
        environment.Init.EnsureSucceeded();
        return environment;
    }

    private static string[] JournalOf(LambdaEnvironment environment) =>
        File.ReadAllLines(Path.Combine(environment.TemporaryDirectory, "orders.csv"));
}
