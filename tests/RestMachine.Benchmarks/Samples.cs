namespace RestMachine.Benchmarks;

/// <summary>Durations of one thing, in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> values = [];

    public double Median => Percentile(50);

    public string Range =>
        $"median {Median:F3} ms, p90 {Percentile(90):F3}, min {values.Min():F3}, max {values.Max():F3}, "
        + $"{values.Count} processes";

    public void Add(TimeSpan duration) => values.Add(duration.TotalMilliseconds);

    /// <summary>Each sample over the other's of the same number; the median.</summary>
    public double RatioTo(Samples other)
    {
        var ratios = values.Zip(other.values, (mine, others) => mine / others).Order().ToArray();
        return ratios[ratios.Length / 2];
    }

    public double Percentile(int percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length * percent / 100, sorted.Length - 1)];
    }

    public override string ToString() =>
        $"median {Median:F3} ms, p10 {Percentile(10):F3}, p90 {Percentile(90):F3}, {values.Count} starts";
}
