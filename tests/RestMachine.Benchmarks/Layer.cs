using System.Runtime.InteropServices;

namespace RestMachine.Benchmarks;

/// <summary>The published programs of the layer, of this machine's architecture.</summary>
internal static class Layer
{
    public static string Extensions => Path.GetDirectoryName(Extension)!;

    public static string Extension => Find("extensions/restmachine-shutdown");

    public static string Handover => Find("restmachine/restmachine-handover");

    private static string Find(string program)
    {
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x86_64";
        var path = Path.Combine(Repository.Root, "artifacts/layer", architecture, program);
        return File.Exists(path) ? path : throw new BenchmarkException($"No {path}: run dotnet build layer/Layer.proj");
    }
}
