namespace RestMachine.Benchmarks.Framework;

/// <summary>RestMachine and ASP.NET Core in one Native AOT executable, published here and run.</summary>
internal sealed class BenchmarkedApplication
{
    private const string Project = "RestMachine.BenchmarkedApplication";

    private readonly string _executable;

    private BenchmarkedApplication(string executable) => _executable = executable;

    public static BenchmarkedApplication Publish()
    {
        Console.WriteLine("publishing   Native AOT");
        return new BenchmarkedApplication(Path.Combine(Publication.Of($"tests/{Project}", "applications"), Project));
    }

    /// <summary>Runs one of its measurements in a new process; its output.</summary>
    public string Measure(string name)
    {
        var (code, output) = Publication.Run(_executable, name);
        return code == 0 ? output : throw new BenchmarkException($"{_executable} {name} ended with {code}:\n{output}");
    }
}
