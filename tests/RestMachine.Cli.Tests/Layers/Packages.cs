using System.Diagnostics;

namespace RestMachine.Cli.Tests.Layers;

public sealed class Packages : IDisposable
{
    private readonly TestFolder folder = new();

    private string Feed => Path.Combine(folder.FullName, "feed");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("runtime/RestMachine.Cli")]
    [InlineData("infra/RestMachine.Cdk")]
    public async Task AreRefusedWithoutTheExtensionInside(string project)
    {
        var (exitCode, output) = await Run(
            "dotnet",
            "pack",
            Path.Combine(Repository.Root, project),
            "-o",
            Feed,
            $"-p:PublishedLayer={folder.FullName}/"
        );

        exitCode.ShouldNotBe(0);
        output.ShouldContain(
            $"{folder.FullName}/x86_64/extensions/restmachine-shutdown is missing, and belongs into the package: run "
                + "\"dotnet build layer/Layer.proj\" first."
        );
        Directory.Exists(Feed).ShouldBeFalse();
    }

    private static async Task<(int ExitCode, string Output)> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A build server that lives on would hold the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(CliProcess.Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(CliProcess.Cancellation);
        await process.WaitForExitAsync(CliProcess.Cancellation);
        return (process.ExitCode, output + await error);
    }
}
