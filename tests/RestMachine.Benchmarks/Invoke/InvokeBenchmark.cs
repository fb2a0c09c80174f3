using System.Diagnostics;

namespace RestMachine.Benchmarks.Invoke;

/// <summary>
/// GET /users/{id} through the Runtime API, beside a C program that does the least. Driver and functions share one
/// core: on two, wake-ups across cores cost more than the work and hide every ratio. All processes live at the same time
/// and take turns, round by round.
/// </summary>
internal sealed class InvokeBenchmark : IBenchmark
{
    private const int Core = 1;
    private const int Starts = 31;
    private const int Rounds = 150;
    private const int WarmUpRounds = 10;
    private const int InvocationsARound = 1_000;

    // INIT's background work is done by then.
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(100);

    public string Name => "invoke";

    public string Summary => "[aot | file…]  GET /users/{id}: latency, CPU, memory beside a C program";

    public void Run(string[] arguments)
    {
        Contender[] contenders = [new("C floor", CompileFloor()), .. Functions(arguments)];
        Libc.PinTo(Core);
        try
        {
            Measure(contenders);
            Print(contenders);
        }
        finally
        {
            Array.ForEach(contenders, contender => contender.Dispose());
        }
    }

    private static Contender[] Functions(string[] arguments)
    {
        var users = new FunctionProject("samples/BenchmarkUsers", "bootstrap");
        IEnumerable<Flavour> flavours = arguments switch
        {
            [] => [Flavour.NativeAot(users), Flavour.ReadyToRun(users), Flavour.Jit(users)],
            ["aot"] => [Flavour.NativeAot(users)],
            _ => arguments.Select(Published),
        };
        return flavours.Select(each => new Contender(each.Name, each.Executable)).ToArray();
    }

    private static Flavour Published(string file, int index) =>
        File.Exists(file)
            ? new Flavour($"file {index + 1}", Path.GetFullPath(file))
            : throw new BenchmarkException(
                $"Found \"{file}\": expected nothing, aot, or published functions to compare"
            );

    private static void Measure(Contender[] contenders)
    {
        for (var start = 0; start < Starts; start++)
        {
            Array.ForEach(contenders, contender => contender.MeasureStart(s_rest));
        }

        Array.ForEach(contenders, contender => contender.Begin());
        for (var round = 0; round < Rounds; round++)
        {
            Array.ForEach(
                contenders,
                contender => contender.MeasureRound(InvocationsARound, counts: round >= WarmUpRounds)
            );
        }
    }

    private static void Print(Contender[] contenders)
    {
        Console.WriteLine();
        Console.WriteLine(
            $"Medians of {Rounds - WarmUpRounds} rounds of {InvocationsARound:N0}, {Starts} starts, one core"
        );
        Console.WriteLine(
            "                 p50    / C   to response    / C       CPU    / C   init + first   RSS at next   after 150,000"
        );
        foreach (var each in contenders)
        {
            var (toNext, toResponse, cpu) = each.RatioTo(contenders[0]);
            Console.WriteLine(
                $"{each.Name, -10} {each.ToNext * 1000, 6:F1} µs {toNext, 6:F2} {each.ToResponse * 1000, 10:F1} µs "
                    + $"{toResponse, 6:F2} {each.Cpu * 1000, 6:F1} µs {cpu, 6:F2} {each.Start, 11:F2} ms "
                    + $"{each.ResidentAtNext, 10:N0} kB {each.Resident, 12:N0} kB"
            );
        }

        Console.WriteLine(
            "goal (AOT)             1.35                             1.45        5.50 ms      6,144 kB        8,192 kB"
        );
    }

    private static string CompileFloor()
    {
        var source = Path.Combine(Repository.Root, "tests/RestMachine.Benchmarks/Invoke/floor.c");
        var target = Path.Combine(AppContext.BaseDirectory, "invoke-floor");
        using var compiler = Process.Start("gcc", ["-O2", "-o", target, source]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0
            ? target
            : throw new BenchmarkException("gcc failed. On Debian: apt-get install -y gcc libc6-dev");
    }
}
