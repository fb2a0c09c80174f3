using System.Diagnostics;

namespace RestMachine.Extension.Tests.Published;

public sealed class CleanBuilds
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InTwoDirectoriesGiveTheSameBytes()
    {
        using var first = new SourceCopy("a");
        using var second = new SourceCopy("somewhere-else");
        var (one, two) = (await first.BuildAsync(), await second.BuildAsync());
        one.AsSpan().SequenceEqual(two).ShouldBeTrue($"{one.Length} and {two.Length} bytes, which differ");
    }

    /// <summary>The layer's sources in a temporary folder of their own.</summary>
    private sealed class SourceCopy : IDisposable
    {
        private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory("restmachine-layer-");
        private readonly string root;

        public SourceCopy(string name)
        {
            root = Directory.CreateDirectory(Path.Combine(temporary.FullName, name)).FullName;
            foreach (var file in Directory.EnumerateFiles(Layer.Root))
            {
                File.Copy(file, Path.Combine(root, Path.GetFileName(file)));
            }
            var layer = Path.Combine(Layer.Root, "layer");
            foreach (var file in Directory.EnumerateFiles(layer, "*", SearchOption.AllDirectories))
            {
                var relative = Path.GetRelativePath(Layer.Root, file);
                if (!relative.Split('/').Any(part => part is "bin" or "obj"))
                {
                    var copy = Path.Combine(root, relative);
                    Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                    File.Copy(file, copy);
                }
            }
        }

        public async Task<byte[]> BuildAsync()
        {
            var architecture = ExtensionProcess.Architecture;
            var start = new ProcessStartInfo(
                "dotnet",
                ["build", "layer/Layer.proj", $"-p:Architecture={architecture}", "--nologo", "-nodeReuse:false"]
            )
            {
                WorkingDirectory = root,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            using var build = Process.Start(start)!;
            using var end = Cancellation.Register(() => build.Kill(entireProcessTree: true));
            var output = await build.StandardOutput.ReadToEndAsync(Cancellation);
            await build.WaitForExitAsync(Cancellation);
            build.ExitCode.ShouldBe(0, output);
            var layer = Path.Combine(root, "artifacts", "layer", architecture);
            return
            [
                .. await File.ReadAllBytesAsync(Path.Combine(layer, "extensions", Layer.FileName)),
                .. await File.ReadAllBytesAsync(Path.Combine(layer, "restmachine", Layer.HandoverName)),
            ];
        }

        public void Dispose() => temporary.Delete(recursive: true);
    }
}
