using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RestMachine.Benchmarks;

/// <summary>Publishes projects of this repository for this machine.</summary>
internal static class Publication
{
    /// <summary>Into a folder of its own below the benchmarks' obj, so that none finds another's intermediate files.</summary>
    /// <param name="project">From the repository's root.</param>
    /// <param name="folder">Below obj.</param>
    /// <param name="how">More arguments.</param>
    /// <returns>The folder with what was published.</returns>
    public static string Of(string project, string folder, params string[] how)
    {
        var artifacts = Path.Combine(Repository.Root, "tests/RestMachine.Benchmarks/obj", folder);
        var target = Path.Combine(artifacts, "publish");
        string[] command =
        [
            "publish",
            Path.Combine(Repository.Root, project),
            "-c",
            "Release",
            "-r",
            RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64",
            "--artifacts-path",
            artifacts,
            "-o",
            target,
            "--disable-build-servers",
            .. how,
        ];
        var (code, output) = Run("dotnet", command);
        return code == 0
            ? target
            : throw new BenchmarkException($"dotnet {string.Join(' ', command)} failed:\n{output}");
    }

    public static (int Code, string Output) Run(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
