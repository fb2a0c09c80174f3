using System.Diagnostics;
using System.Globalization;
using RestMachine.Benchmarks.ExtensionStart;

namespace RestMachine.Benchmarks.Handover;

/// <summary>
/// What restmachine-handover adds to a cold start: from spawn to the first request of a static C program, alone, as the
/// wrapper's argument and as the program beside a script. And how long it takes to end at SIGTERM.
/// </summary>
internal sealed class HandoverBenchmark : IBenchmark
{
    private const int DefaultStarts = 300;
    private const int WarmUps = 10;

    public string Name => "handover";

    public string Summary => "[starts]  what the wrapper adds to a cold start, and its end at SIGTERM";

    public void Run(string[] arguments)
    {
        var starts =
            arguments.Length == 0 ? DefaultStarts
            : int.TryParse(arguments[0], CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new BenchmarkException($"Starts is \"{arguments[0]}\": expected a number above 0");
        var function = FloorProgram.Compile();
        var script = WriteScript(function);
        using var platform = new ExtensionsApiServer();

        var (alone, wrapped, scripted, ends) = (new Samples(), new Samples(), new Samples(), new Samples());
        for (var round = -WarmUps; round < starts; round++)
        {
            var (a, _) = Start(platform, function, argument: null, End);
            var (w, end) = Start(platform, Layer.Handover, function, Terminate);
            var (s, _) = Start(platform, script, argument: null, Terminate);
            if (round >= 0)
            {
                alone.Add(a);
                wrapped.Add(w);
                scripted.Add(s);
                ends.Add(end);
            }
        }

        Console.WriteLine($"alone        {alone}");
        Console.WriteLine($"wrapped      {wrapped}");
        Console.WriteLine($"by a script  {scripted}");
        Console.WriteLine(
            $"added        {wrapped.Median - alone.Median:F2} and {scripted.Median - alone.Median:F2} ms (bound: 3)"
        );
        Console.WriteLine($"SIGTERM      {ends} (bound: 1)");
        Console.WriteLine($"file         {new FileInfo(Layer.Handover).Length:N0} bytes (bound: 2,000,000)");
    }

    // The wrapper's function lives on until its connection ends, as the platform's server lets go of it.
    private static (TimeSpan Start, TimeSpan End) Start(
        ExtensionsApiServer platform,
        string file,
        string? argument,
        Func<int, TimeSpan> end
    )
    {
        var spawned = Stopwatch.GetTimestamp();
        var process = ProcessStart.Spawn(file, argument, "AWS_LAMBDA_RUNTIME_API=" + platform.Address);
        var sinceSpawn = Stopwatch.GetElapsedTime(spawned, platform.AcceptRegister());
        using var next = platform.AcceptNext();
        return (sinceSpawn, end(process));
    }

    private static TimeSpan End(int process)
    {
        ProcessStart.End(process);
        return TimeSpan.Zero;
    }

    private static TimeSpan Terminate(int process) => ProcessStart.Terminate(process);

    private static string WriteScript(string function)
    {
        var script = Path.Combine(Path.GetDirectoryName(function)!, "handed-over");
        File.WriteAllText(script, $"#!{Layer.Handover} --program={Path.GetFileName(function)}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return script;
    }
}
