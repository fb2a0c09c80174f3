using System.Text;
using RestMachine.Emulator;

namespace RestMachine.Benchmarks.MethodOrder;

/// <summary>A published function, run in a local environment to learn which of its methods are called, and when first.</summary>
/// <param name="Executable">Native AOT; its symbols lie beside it.</param>
/// <param name="Requests">What it is asked in each run.</param>
internal sealed record TracedFunction(
    string Executable,
    IReadOnlyList<(HttpMethod Method, string Path, string? Json)> Requests
)
{
    // What INIT and an invocation leave to other threads is done by then.
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    /// <summary>All names of methods.</summary>
    public IEnumerable<string> Methods => Symbols().Select(line => line[(line.LastIndexOf(' ') + 1)..]);

    /// <summary>One life, from INIT to the end of the shutdown phase.</summary>
    /// <param name="tracer">The compiled trace.c.</param>
    /// <param name="kind">What the requests come through.</param>
    /// <param name="rounds">How often all requests are sent: garbage is collected too.</param>
    /// <returns>The methods that were called until the function had answered, and those of the shutdown.</returns>
    public async Task<(string[] Serving, string[] Ending)> TraceAsync(string tracer, FrontDoorKind kind, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("method-order-");
        try
        {
            var functions = Path.Combine(folder.FullName, "functions");
            var calls = Path.Combine(folder.FullName, "calls");
            await File.WriteAllLinesAsync(functions, Symbols());
            var options = new LambdaEnvironmentOptions
            {
                Command = [tracer, functions, calls, Executable],
                WorkingDirectory = Path.GetDirectoryName(Executable),
                ExtensionsDirectory = Layer.Extensions,
                FrontDoor = kind,
                // A stopped process cannot be told from one that its tracer stopped; and tracing takes time.
                FreezeBetweenInvocations = false,
                RuntimeShare = TimeSpan.FromSeconds(2),
                // The timer of the invocations' deadline fires now and then, and with it the thread pool begins.
                FunctionTimeout = TimeSpan.FromSeconds(1),
            };
            var served = await ServeAsync(options, calls, rounds);
            return (served, (await File.ReadAllLinesAsync(calls))[served.Length..]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<string[]> ServeAsync(LambdaEnvironmentOptions options, string calls, int rounds)
    {
        using var limit = new CancellationTokenSource(s_limit);
        await using var environment = await LambdaEnvironment.StartAsync(options, limit.Token);
        environment.Init.EnsureSucceeded();
        await Task.Delay(s_rest, limit.Token);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (method, path, json) in Requests)
            {
                using var request = new HttpRequestMessage(method, "http://localhost" + path);
                request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
                using var response = await environment.SendAsync(request, limit.Token);
            }
        }

        await environment.WaitUntilIdleAsync(limit.Token);
        await Task.Delay(s_rest, limit.Token);
        var served = await File.ReadAllLinesAsync(calls, limit.Token);
        var report = await environment.ShutdownAsync(cancellationToken: limit.Token);
        return report.Function?.ExitCode == 0
            ? served
            : throw new BenchmarkException($"{Executable} did not end by itself: {report}");
    }

    /// <summary>The compiler puts all code of .NET into one section, whose bounds the linker names.</summary>
    private string[] Symbols()
    {
        var (code, output) = Publication.Run("nm", Executable + ".dbg");
        var symbols = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var start = Address("__start___managedcode");
        var stop = Address("__stop___managedcode");
        return symbols
            .Where(line => line.Contains(" t ", StringComparison.OrdinalIgnoreCase))
            .Where(line =>
                string.CompareOrdinal(line, 0, start, 0, start.Length) >= 0
                && string.CompareOrdinal(line, 0, stop, 0, stop.Length) < 0
            )
            .Where(line => !line.EndsWith(" __start___managedcode", StringComparison.Ordinal))
            .ToArray();

        string Address(string name) =>
            Array.Find(symbols, line => line.EndsWith(" " + name, StringComparison.Ordinal)) is { } found && code == 0
                ? found[..found.IndexOf(' ')]
                : throw new BenchmarkException($"nm found no {name} in {Executable}.dbg");
    }
}
