namespace RestMachine.Benchmarks;

/// <summary>A function, compiled in one way.</summary>
/// <param name="Name">As the table says it, and its folder.</param>
/// <param name="Executable">What to run.</param>
internal sealed record Flavour(string Name, string Executable)
{
    public static Flavour NativeAot(FunctionProject function) => Publish(function, "Native AOT");

    public static Flavour ReadyToRun(FunctionProject function) =>
        Publish(function, "ReadyToRun", "-p:PublishAot=false", "-p:PublishReadyToRun=true", "--no-self-contained");

    public static Flavour Jit(FunctionProject function) =>
        Publish(function, "JIT", "-p:PublishAot=false", "--no-self-contained");

    private static Flavour Publish(FunctionProject function, string name, params string[] how)
    {
        Console.WriteLine($"publishing   {function.Folder}, {name}");
        var folder = Path.Combine("functions", Path.GetFileName(function.Folder), name.Replace(" ", ""));
        return new Flavour(name, Path.Combine(Publication.Of(function.Folder, folder, how), function.AssemblyName));
    }
}
