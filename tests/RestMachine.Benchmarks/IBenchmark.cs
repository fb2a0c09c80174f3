namespace RestMachine.Benchmarks;

/// <summary>A sub-command that measures and prints.</summary>
internal interface IBenchmark
{
    string Name { get; }

    string Summary { get; }

    void Run(string[] arguments);
}
