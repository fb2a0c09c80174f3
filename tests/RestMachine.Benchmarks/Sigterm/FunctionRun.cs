using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using RestMachine.Emulator;

namespace RestMachine.Benchmarks.Sigterm;

/// <summary>One process of the function from its start to the signal, in a local environment of its own.</summary>
internal static partial class FunctionRun
{
    private const int TerminateSignal = 15;
    private const string FirstWords = "first handler at ";

    // INIT's background work is done by then, and the environment's own threads have come to rest.
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <summary>From just before kill(2) to the first act of the first handler.</summary>
    public static async Task<TimeSpan> ToFirstHandlerAsync(string executable, string? extensions, bool isStarved)
    {
        using var limit = new CancellationTokenSource(s_limit);
        await using var environment = await StartAsync(
            // Not frozen: the signal comes from outside of the environment, which alone knows when to thaw.
            new()
            {
                Command = [executable],
                ExtensionsDirectory = extensions,
                FreezeBetweenInvocations = false,
            },
            limit.Token
        );
        var process = int.Parse(await GetAsync(environment, "/pid", limit.Token), CultureInfo.InvariantCulture);
        if (isStarved)
        {
            await GetAsync(environment, "/starve", limit.Token);
        }

        await environment.WaitUntilIdleAsync(limit.Token);
        await Task.Delay(s_rest, limit.Token);
        var sent = Stopwatch.GetTimestamp();
        if (Kill(process, TerminateSignal) != 0)
        {
            throw new BenchmarkException($"Process {process} of {executable} ended before the signal");
        }

        var line = await environment.WaitForLogAsync(IsFirstHandler, limit.Token);
        return Stopwatch.GetElapsedTime(sent, long.Parse(line.Text.AsSpan(FirstWords.Length)));
    }

    /// <summary>From spawn to the first next, without an extension; and what is resident there, in kilobytes.</summary>
    public static async Task<(TimeSpan Init, long Resident)> ToFirstNextAsync(string executable)
    {
        using var limit = new CancellationTokenSource(s_limit);
        await using var environment = await StartAsync(new() { Command = [executable] }, limit.Token);
        return (environment.Init.Duration, Resident(FindChild(executable)));
    }

    private static async Task<LambdaEnvironment> StartAsync(LambdaEnvironmentOptions options, CancellationToken limit)
    {
        var environment = await LambdaEnvironment.StartAsync(options, limit);
        environment.Init.EnsureSucceeded();
        return environment;
    }

    private static async Task<string> GetAsync(LambdaEnvironment environment, string path, CancellationToken limit)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost" + path);
        using var response = await environment.SendAsync(request, limit);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(limit);
    }

    private static bool IsFirstHandler(LogLine line) =>
        line.Source == LogSource.Function && line.Text.StartsWith(FirstWords, StringComparison.Ordinal);

    private static int FindChild(string executable) =>
        Directory
            .EnumerateDirectories("/proc/self/task")
            .SelectMany(thread => File.ReadAllText(thread + "/children").Split(' '))
            .Where(child => child.Length > 0)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture))
            .First(child => new FileInfo($"/proc/{child}/exe").LinkTarget == executable);

    private static long Resident(int process)
    {
        const string field = "VmRSS:";
        var line = File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(field.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
