using System.Diagnostics;
using RestMachine.Emulator;

namespace RestMachine.Benchmarks.MethodOrder;

/// <summary>
/// Writes the order in which Native AOT lays out methods: those that every function calls from INIT to its first
/// invocations first, in the order of their calls, then those of the shutdown. A page that holds only such methods is
/// read once for many of them; without an order a start touches nearly every page of the program.
/// </summary>
internal sealed class MethodOrderCommand : IBenchmark
{
    private const string Target = "runtime/RestMachine.Aws/build/RestMachine.Aws.methods";
    private const string Command = "dotnet run -c Release --project tests/RestMachine.Benchmarks -- method-order";
    private const int Runs = 3;
    private const int Rounds = 3_000;

    // Methods of the traced functions themselves that no other function has.
    private static readonly string[] s_own =
    [
        "bootstrap_BenchmarkUsers",
        "bootstrap_UsersApi",
        "bootstrap_RestMachine",
        "Sqlite",
        "SQLite",
    ];

    // What threads call when they meet, which they hardly do under a tracer.
    private static readonly string[] s_meeting =
    [
        "S_P_CoreLib_Interop_Sys__LowLevelMonitor_",
        "S_P_CoreLib_System_Threading_Condition__",
        "S_P_CoreLib_System_Threading_Lock_",
        "S_P_CoreLib_System_Threading_LowLevel",
        "S_P_CoreLib_System_Threading_ManualResetEventSlim__",
        "S_P_CoreLib_System_Threading_Monitor__",
        "S_P_CoreLib_System_Threading_SpinWait__",
        "S_P_CoreLib_System_Threading_Thread__SpinWait",
        "S_P_CoreLib_System_Threading_Thread__Sleep",
        "S_P_CoreLib_System_Threading_TimeoutHelper__",
        "S_P_CoreLib_System_Threading_WaitSubsystem_",
    ];

    public string Name => "method-order";

    public string Summary => "writes the order of methods that published functions are linked in, x86-64 only";

    public void Run(string[] arguments)
    {
        var order = OrderAsync().GetAwaiter().GetResult();
        File.WriteAllLines(Path.Combine(Repository.Root, Target), [$"# {Command}", .. order]);
        Console.WriteLine($"{order.Count} methods in {Target}");
    }

    private static async Task<List<string>> OrderAsync()
    {
        var tracer = CompileTracer();
        var benchmark = new TracedFunction(Published("samples/BenchmarkUsers"), [(HttpMethod.Get, "/users/42", null)]);
        var sample = new TracedFunction(
            Published("samples/UsersApi"),
            [
                (HttpMethod.Get, "/users", null),
                (HttpMethod.Get, "/users/1", null),
                (HttpMethod.Get, "/users/99", null),
                (HttpMethod.Get, "/users.csv", null),
                (HttpMethod.Get, "/nothing", null),
                (HttpMethod.Post, "/users", """{"name":"Grace Hopper"}"""),
                (HttpMethod.Delete, "/users/3", null),
            ]
        );
        var serving = benchmark.Methods.Where(name => Array.Exists(s_meeting, name.StartsWith)).ToList();
        var ending = new List<string>();
        for (var run = 0; run < Runs; run++)
        {
            Add(await benchmark.TraceAsync(tracer, FrontDoorKind.HttpApi, Rounds));
        }

        Add(await sample.TraceAsync(tracer, FrontDoorKind.HttpApi, rounds: 3));
        foreach (var kind in Enum.GetValues<FrontDoorKind>())
        {
            Add(await benchmark.TraceAsync(tracer, kind, rounds: 3));
        }

        return serving
            .Concat(ending)
            .Where(name => !Array.Exists(s_own, name.Contains))
            .Distinct(StringComparer.Ordinal)
            .ToList();

        void Add((string[] Serving, string[] Ending) calls)
        {
            serving.AddRange(calls.Serving);
            ending.AddRange(calls.Ending);
        }
    }

    private static string Published(string folder) =>
        Flavour.NativeAot(new FunctionProject(folder, "bootstrap")).Executable;

    private static string CompileTracer()
    {
        var source = Path.Combine(Repository.Root, "tests/RestMachine.Benchmarks/MethodOrder/trace.c");
        var target = Path.Combine(AppContext.BaseDirectory, "method-trace");
        using var compiler = Process.Start("gcc", ["-O2", "-o", target, source]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0
            ? target
            : throw new BenchmarkException(
                "gcc failed, which needs x86-64. On Debian: apt-get install -y gcc libc6-dev"
            );
    }
}
