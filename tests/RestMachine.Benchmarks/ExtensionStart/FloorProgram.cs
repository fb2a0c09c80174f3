using System.Diagnostics;

namespace RestMachine.Benchmarks.ExtensionStart;

/// <summary>A static C program that registers and waits: what any process pays.</summary>
internal static class FloorProgram
{
    public static string Compile()
    {
        var source = Path.Combine(Repository.Root, "tests/RestMachine.Benchmarks/ExtensionStart/floor.c");
        var target = Path.Combine(AppContext.BaseDirectory, "floor");
        using var compiler = Process.Start("gcc", ["-O2", "-static", "-o", target, source]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0
            ? target
            : throw new BenchmarkException("gcc failed. On Debian: apt-get install -y gcc libc6-dev");
    }
}
