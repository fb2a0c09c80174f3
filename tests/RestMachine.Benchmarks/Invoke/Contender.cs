namespace RestMachine.Benchmarks.Invoke;

/// <summary>A function and what was measured of it; one list entry a process, or a round.</summary>
internal sealed class Contender(string name, string file) : IDisposable
{
    private readonly Samples _starts = new();
    private readonly Samples _toResponse = new();
    private readonly Samples _toNext = new();
    private readonly Samples _cpu = new();
    private readonly List<long> _residentAtNext = [];
    private FunctionRun? _run;

    public string Name => name;

    /// <summary>CPU from exec to the end of the first invocation, in milliseconds.</summary>
    public double Start => _starts.Median;

    /// <summary>Median of the rounds' medians, in milliseconds.</summary>
    public double ToNext => _toNext.Median;

    public double ToResponse => _toResponse.Median;

    public double Cpu => _cpu.Median;

    /// <summary>Kilobytes, the median of the processes.</summary>
    public long ResidentAtNext => _residentAtNext.Order().ElementAt(_residentAtNext.Count / 2);

    public long Resident => _run!.Resident;

    /// <summary>A process of its own for INIT and one invocation.</summary>
    public void MeasureStart(TimeSpan rest)
    {
        using var run = new FunctionRun(file);
        new ManualResetEventSlim().Wait(rest);
        _residentAtNext.Add(run.Resident);
        run.Invoke();
        _starts.Add(run.Cpu);
    }

    public void Begin() => _run = new FunctionRun(file);

    public void MeasureRound(int invocations, bool counts)
    {
        var (toResponse, toNext, before) = (new Samples(), new Samples(), _run!.Cpu);
        for (var i = 0; i < invocations; i++)
        {
            var invocation = _run.Invoke();
            toResponse.Add(invocation.ToResponse);
            toNext.Add(invocation.ToNext);
        }

        if (counts)
        {
            _toResponse.Add(TimeSpan.FromMilliseconds(toResponse.Median));
            _toNext.Add(TimeSpan.FromMilliseconds(toNext.Median));
            _cpu.Add((_run.Cpu - before) / invocations);
        }
    }

    /// <summary>Round by round against the other's same round, so that a busy moment hits both; the median.</summary>
    public (double ToNext, double ToResponse, double Cpu) RatioTo(Contender floor) =>
        (_toNext.RatioTo(floor._toNext), _toResponse.RatioTo(floor._toResponse), _cpu.RatioTo(floor._cpu));

    public void Dispose() => _run?.Dispose();
}
