using System.Diagnostics;
using System.Globalization;

namespace RestMachine.Benchmarks.ExtensionStart;

/// <summary>
/// From spawn to the whole register request: the part of every cold start that Lambda waits for before it starts the
/// function (AWS's open-source core executes the runtime only after every extension has registered).
/// </summary>
internal sealed class ExtensionStartBenchmark : IBenchmark
{
    private const int DefaultStarts = 300;
    private const int WarmUps = 10;

    public string Name => "extension-start";

    public string Summary => "[starts]  spawn to register of the published extension beside a static C program";

    public void Run(string[] arguments)
    {
        var starts =
            arguments.Length == 0 ? DefaultStarts
            : int.TryParse(arguments[0], CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new BenchmarkException($"Starts is \"{arguments[0]}\": expected a number above 0");
        var extension = Layer.Extension;
        var floor = FloorProgram.Compile();
        using var platform = new ExtensionsApiServer();

        var (extensionStarts, floorStarts) = (new Samples(), new Samples());
        for (var round = -WarmUps; round < starts; round++)
        {
            var (c, ours) = (Start(platform, floor), Start(platform, extension));
            if (round >= 0)
            {
                floorStarts.Add(c);
                extensionStarts.Add(ours);
            }
        }

        Console.WriteLine($"static C     {floorStarts}");
        Console.WriteLine($"extension    {extensionStarts}");
        Console.WriteLine($"ratio        {extensionStarts.Median / floorStarts.Median:F2} (bound: 3)");
        PrintParked(platform, extension);
        Console.WriteLine($"file         {new FileInfo(extension).Length:N0} bytes (bound: 1,900,000)");
    }

    private static TimeSpan Start(ExtensionsApiServer platform, string file) =>
        Park(platform, file, (_, sinceSpawn) => sinceSpawn);

    private static void PrintParked(ExtensionsApiServer platform, string file) =>
        Park(
            platform,
            file,
            (process, _) =>
            {
                foreach (var line in File.ReadLines($"/proc/{process}/status").Where(IsOfInterest))
                {
                    Console.WriteLine($"parked       {line.Replace('\t', ' ')}");
                }
                return TimeSpan.Zero;
            }
        );

    /// <summary>Starts the file, lets it come as far as next, looks at it and ends it before its next is let go.</summary>
    private static TimeSpan Park(ExtensionsApiServer platform, string file, Func<int, TimeSpan, TimeSpan> look)
    {
        System.Net.Sockets.Socket? next = null;
        var spawned = Stopwatch.GetTimestamp();
        var process = ProcessStart.Spawn(file, "AWS_LAMBDA_RUNTIME_API=" + platform.Address);
        try
        {
            var sinceSpawn = Stopwatch.GetElapsedTime(spawned, platform.AcceptRegister());
            next = platform.AcceptNext();
            return look(process, sinceSpawn);
        }
        finally
        {
            ProcessStart.End(process);
            next?.Dispose();
        }
    }

    private static bool IsOfInterest(string line) =>
        line.StartsWith("VmRSS", StringComparison.Ordinal) || line.StartsWith("Threads", StringComparison.Ordinal);
}
