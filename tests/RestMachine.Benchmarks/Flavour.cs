using System.Diagnostics;
using System.Runtime.InteropServices;

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

    /// <summary>Into folders of its own, so that no flavour finds another's intermediate files.</summary>
    private static Flavour Publish(FunctionProject function, string name, params string[] how)
    {
        var folder = Path.Combine(
            Repository.Root,
            "tests/RestMachine.Benchmarks/obj/functions",
            Path.GetFileName(function.Folder),
            name.Replace(" ", "")
        );
        var target = Path.Combine(folder, "publish");
        Console.WriteLine($"publishing   {function.Folder}, {name}");
        string[] command =
        [
            "publish",
            Path.Combine(Repository.Root, function.Folder),
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
            ? new Flavour(name, Path.Combine(target, function.AssemblyName))
            : throw new BenchmarkException($"dotnet {string.Join(' ', command)} failed:\n{output}");
    }
}
