using System.Globalization;
using RestMachine.Aws.Tests.Lifecycle;
using RestMachine.Emulator;
using RestMachine.Tests;

namespace RestMachine.Aws.Tests.Published;

/// <summary>
/// A function as its user publishes it, Native AOT, with nothing set: what the package's build files set keeps it small.
/// More than this is most often an order of methods that no longer fits them; the benchmarks' method-order writes it anew.
/// </summary>
public sealed class MemoryOfAFunction : IAsyncLifetime
{
    private const int MegaByte = 1024;

    // On a busy machine threads meet where they otherwise would not, and call what lies elsewhere in the program.
    private const int Noise = 192;
    private const int Starts = 5;
    private const int Invocations = 1_000;

    private FunctionProject _function = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _function = await FunctionProject.PublishAsync(
            Path.Combine(Repository.Root, "samples/BenchmarkUsers"),
            cancellationToken: Cancellation
        );

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task IsBelowSixMegabytesAtTheFirstNextAndBelowEightForGood()
    {
        var atNext = new List<int>();
        var later = 0;
        for (var start = 0; start < Starts; start++)
        {
            await using var environment = await StartAsync();
            atNext.Add(Resident());
            if (start == 0)
            {
                later = await AfterInvocationsAsync(environment);
            }
        }

        var all = $"kB at the first next: {string.Join(", ", atNext)}; after {Invocations} invocations: {later}";
        atNext.Order().ElementAt(Starts / 2).ShouldBeLessThan((6 * MegaByte) + Noise, all);
        later.ShouldBeLessThan(8 * MegaByte, all);
    }

    private async Task<LambdaEnvironment> StartAsync()
    {
        var environment = await LambdaEnvironment.StartAsync(
            new()
            {
                Command = [_function.Executable],
                ExtensionsDirectory = FunctionUnderTest.Extensions,
                FreezeBetweenInvocations = false,
            },
            Cancellation
        );
        environment.Init.EnsureSucceeded();
        return environment;
    }

    private async Task<int> AfterInvocationsAsync(LambdaEnvironment environment)
    {
        for (var invocation = 0; invocation < Invocations; invocation++)
        {
            (await environment.GetAsync("/users/42")).ShouldBe("""200 {"id":"42","name":"User 42"}""");
        }

        return Resident();
    }

    private int Resident()
    {
        const string field = "VmRSS:";
        var status = File.ReadLines($"/proc/{FindProcess()}/status");
        var line = status.First(line => line.StartsWith(field, StringComparison.Ordinal));
        return int.Parse(line.AsSpan(field.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
    }

    private string FindProcess() =>
        Directory
            .EnumerateDirectories("/proc/self/task")
            .SelectMany(thread => File.ReadAllText(thread + "/children").Split(' '))
            .Where(child => child.Length > 0)
            .First(child => new FileInfo($"/proc/{child}/exe").LinkTarget == _function.Executable);
}
