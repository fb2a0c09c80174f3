using System.Globalization;

namespace RestMachine.Benchmarks.Sigterm;

/// <summary>
/// From SIGTERM to the first line of the first shutdown handler: what the platform's 300 ms lose before the user's code
/// has any of them. A new process for every sample; the kinds take turns, so that a busy moment hits all of them.
/// </summary>
internal sealed class SigtermBenchmark : IBenchmark
{
    private const int DefaultProcesses = 100;
    private const int WarmUps = 3;
    private const int Inits = 20;

    public string Name => "sigterm";

    public string Summary => "[processes]  SIGTERM to the first shutdown handler: Native AOT, ReadyToRun, JIT";

    public void Run(string[] arguments)
    {
        var processes =
            arguments.Length == 0 ? DefaultProcesses
            : int.TryParse(arguments[0], CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new BenchmarkException($"Processes is \"{arguments[0]}\": expected a number above 0");
        MeasureAsync(processes).GetAwaiter().GetResult();
    }

    private static async Task MeasureAsync(int processes)
    {
        var function = new FunctionProject("tests/RestMachine.LifecycleFunction", "RestMachine.LifecycleFunction");
        var aot = Flavour.NativeAot(function);
        Kind[] kinds =
        [
            new(aot.Name, aot, IsStarved: false),
            new(aot.Name + ", starved pool", aot, IsStarved: true),
            Kind.Of(Flavour.ReadyToRun(function)),
            Kind.Of(Flavour.Jit(function)),
        ];
        var extensions = Layer.Extensions;
        for (var round = -WarmUps; round < processes; round++)
        {
            foreach (var kind in kinds)
            {
                var executable = kind.Flavour.Executable;
                var duration = await FunctionRun.ToFirstHandlerAsync(executable, extensions, kind.IsStarved);
                if (round >= 0)
                {
                    kind.Samples.Add(duration);
                }
            }
        }

        foreach (var kind in kinds)
        {
            Console.WriteLine($"{kind.Name, -26} {kind.Samples.Range}");
        }

        Console.WriteLine($"goal                       median {kinds[0].Samples.Median:F3} ms (bound: 2)");
        await PrintInitAsync(aot);
    }

    private static async Task PrintInitAsync(Flavour flavour)
    {
        var (inits, resident) = (new Samples(), new List<long>());
        for (var i = 0; i < Inits; i++)
        {
            var (init, kilobytes) = await FunctionRun.ToFirstNextAsync(flavour.Executable);
            inits.Add(init);
            resident.Add(kilobytes);
        }

        Console.WriteLine($"{flavour.Name + " init", -26} {inits.Range}");
        Console.WriteLine(
            $"{flavour.Name + " at first next", -26} VmRSS {resident.Order().ElementAt(Inits / 2):N0} kB"
        );
    }

    private sealed record Kind(string Name, Flavour Flavour, bool IsStarved)
    {
        public Samples Samples { get; } = new();

        public static Kind Of(Flavour flavour) => new(flavour.Name, flavour, IsStarved: false);
    }
}
