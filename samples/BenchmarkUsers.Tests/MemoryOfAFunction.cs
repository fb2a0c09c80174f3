using System.Globalization;

namespace BenchmarkUsers.Tests;

/// <summary>
/// The function as it is published, Native AOT, with nothing set: what the package's build files set keeps it small. More
/// than this is most often an order of methods that no longer fits them; the benchmarks' <c>method-order</c> writes it anew.
/// </summary>
public sealed class MemoryOfAFunction
{
    private const int Megabyte = 1024;

    // On a busy machine threads meet where they otherwise would not, and call what lies elsewhere in the program.
    private const int Noise = 192;
    private const int Starts = 5;
    private const int Invocations = 1_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IsSixMegabytesAtTheFirstNextAndBelowEightForGood()
    {
        var project = Path.Combine(Repository.Root, "samples/BenchmarkUsers");
        var options = new LambdaEnvironmentOptions
        {
            Command = [(await FunctionProject.PublishAsync(project, cancellationToken: Cancellation)).Executable],
            ExtensionsDirectory = await ExtensionLayer.EnsureBuiltAsync(project, cancellationToken: Cancellation),
            FreezeBetweenInvocations = false,
        };
        var atNext = new List<int>();
        var later = 0;
        for (var start = 0; start < Starts; start++)
        {
            await using var environment = await LambdaEnvironment.StartAsync(options, Cancellation);
            environment.Init.EnsureSucceeded();
            atNext.Add(Resident(options.Command[0]));
            if (start == 0)
            {
                await InvokeAsync(environment);
                later = Resident(options.Command[0]);
            }
        }

        var all = $"kB at the first next: {string.Join(", ", atNext)}; after {Invocations} invocations: {later}";
        atNext.Order().ElementAt(Starts / 2).ShouldBeLessThan((6 * Megabyte) + Noise, all);
        later.ShouldBeLessThan(8 * Megabyte, all);
    }

    private static async Task InvokeAsync(LambdaEnvironment environment)
    {
        for (var invocation = 0; invocation < Invocations; invocation++)
        {
            (await environment.SendAsync(HttpMethod.Get, "/users/42")).ShouldBe(
                (200, """{"id":"42","name":"User 42"}""")
            );
        }
    }

    private static int Resident(string executable)
    {
        const string field = "VmRSS:";
        var status = File.ReadLines($"/proc/{ProcessOf(executable)}/status");
        var line = status.First(line => line.StartsWith(field, StringComparison.Ordinal));
        return int.Parse(line.AsSpan(field.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
    }

    private static string ProcessOf(string executable) =>
        Directory
            .EnumerateDirectories("/proc/self/task")
            .SelectMany(thread => File.ReadAllText(thread + "/children").Split(' '))
            .Where(child => child.Length > 0)
            .First(child => new FileInfo($"/proc/{child}/exe").LinkTarget == executable);
}
