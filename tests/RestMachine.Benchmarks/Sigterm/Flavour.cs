using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RestMachine.Benchmarks.Sigterm;

/// <summary>The lifecycle function, compiled in one way.</summary>
/// <param name="Name">As the table says it, and its folder.</param>
/// <param name="Executable">What to run.</param>
internal sealed record Flavour(string Name, string Executable)
{
    private const string Function = "RestMachine.LifecycleFunction";

    public static Flavour NativeAot() => Publish("Native AOT");

    public static Flavour ReadyToRun() =>
        Publish("ReadyToRun", "-p:PublishAot=false", "-p:PublishReadyToRun=true", "--no-self-contained");

    public static Flavour Jit() => Publish("JIT", "-p:PublishAot=false", "--no-self-contained");

    /// <summary>Into folders of its own, so that no flavour finds another's intermediate files.</summary>
    private static Flavour Publish(string name, params string[] how)
    {
        var folder = Path.Combine(Repository.Root, "tests/RestMachine.Benchmarks/obj/functions", name.Replace(" ", ""));
        var target = Path.Combine(folder, "publish");
        Console.WriteLine($"publishing   {name}");
        string[] command =
        [
            "publish",
            Path.Combine(Repository.Root, "tests", Function),
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
        using var build = Process.Start(
            new ProcessStartInfo("dotnet", [.. command, .. how])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return build.ExitCode == 0
            ? new Flavour(name, Path.Combine(target, Function))
            : throw new BenchmarkException($"dotnet {string.Join(' ', command)} failed:\n{output}");
    }
}
