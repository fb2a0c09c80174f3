using System.Runtime.InteropServices;

namespace RestMachine.Benchmarks;

/// <summary>The published extension of this machine's architecture.</summary>
internal static class Layer
{
    public static string Extensions => Path.GetDirectoryName(Extension)!;

    public static string Extension
    {
        get
        {
            var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x86_64";
            var path = Path.Combine(
                Repository.Root,
                "artifacts/layer",
                architecture,
                "extensions/restmachine-shutdown"
            );
            return File.Exists(path)
                ? path
                : throw new BenchmarkException($"No {path}: run dotnet build layer/Layer.proj");
        }
    }
}
