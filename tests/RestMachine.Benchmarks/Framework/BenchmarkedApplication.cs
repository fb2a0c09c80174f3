using System.Diagnostics;
using System.Runtime.InteropServices;

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
        var folder = Path.Combine(Repository.Root, "tests/RestMachine.Benchmarks/obj/applications");
        var target = Path.Combine(folder, "publish");
        string[] command =
        [
            "publish",
            Path.Combine(Repository.Root, "tests", Project),
            "-c",
            "Release",
            "-r",
            RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64",
            "--artifacts-path",
            folder,
            "-o",
            target,
            "--disable-build-servers",
        ];
        var (code, output) = Run("dotnet", command);
        return code == 0
            ? new BenchmarkedApplication(Path.Combine(target, Project))
            : throw new BenchmarkException($"dotnet {string.Join(' ', command)} failed:\n{output}");
    }

    /// <summary>Runs one of its measurements in a new process; its output.</summary>
    public string Measure(string name)
    {
        var (code, output) = Run(_executable, name);
        return code == 0 ? output : throw new BenchmarkException($"{_executable} {name} ended with {code}:\n{output}");
    }

    private static (int Code, string Output) Run(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
