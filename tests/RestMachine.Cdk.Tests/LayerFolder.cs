using System.Runtime.Versioning;
using RestMachine.Cdk.Tests;

// jsii's kernel is one process for the whole test assembly, and not thread-safe.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: SupportedOSPlatform("linux")]
[assembly: AssemblyFixture(typeof(LayerFolder))]

namespace RestMachine.Cdk.Tests;

/// <summary>Both architectures as layer/Layer.proj publishes them, each an ELF header of 64 bytes.</summary>
public sealed class LayerFolder : IDisposable
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    public LayerFolder()
    {
        Write("x86_64", 62);
        Write("arm64", 183);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("restmachine-layer-").FullName;

    public string Binary(string architecture) =>
        System.IO.Path.Combine(Path, architecture, "extensions", "restmachine-shutdown");

    public string Handover(string architecture) =>
        System.IO.Path.Combine(Path, architecture, "restmachine", "restmachine-handover");

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void Write(string architecture, byte machine)
    {
        var header = new byte[64];
        ReadOnlySpan<byte> start = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        start.CopyTo(header);
        header[18] = machine;
        foreach (var path in (string[])[Binary(architecture), Handover(architecture)])
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, header);
            File.SetUnixFileMode(path, Executable);
        }
    }
}
