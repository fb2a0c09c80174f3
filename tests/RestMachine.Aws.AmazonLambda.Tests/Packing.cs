using System.Diagnostics;

namespace RestMachine.Aws.AmazonLambda.Tests;

public sealed class Packing : IDisposable
{
    private readonly DirectoryInfo _output = Directory.CreateTempSubdirectory("restmachine-pack-");

    public void Dispose() => _output.Delete(recursive: true);

    [Fact]
    public async Task OfTheBridgeIsRefusedWithoutTheGenuinePackages()
    {
        var (exitCode, log) = await PackAsync(
            "runtime/RestMachine.Aws.AmazonLambda",
            "-p:AmazonLambdaPackages=contracts"
        );

        exitCode.ShouldNotBe(0);
        log.ShouldContain("set -p:AmazonLambdaPackages=nuget");
        _output.EnumerateFiles("*.nupkg").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Amazon.Lambda.Core")]
    [InlineData("Amazon.Lambda.APIGatewayEvents")]
    public async Task OfAContractIsRefusedAlways(string name)
    {
        var (exitCode, log) = await PackAsync($"tests/AmazonLambdaContracts/{name}", "-p:IsPackable=true");

        exitCode.ShouldNotBe(0);
        log.ShouldContain("it is never packed");
        _output.EnumerateFiles("*.nupkg").ShouldBeEmpty();
    }

    [Fact]
    public async Task OfTheBridgeIsRefusedWithAnUnknownSource()
    {
        var (exitCode, log) = await PackAsync("runtime/RestMachine.Aws.AmazonLambda", "-p:AmazonLambdaPackages=yes");

        exitCode.ShouldNotBe(0);
        log.ShouldContain("AmazonLambdaPackages is 'yes': expected nuget or contracts.");
    }

    private async Task<(int ExitCode, string Log)> PackAsync(string project, string property)
    {
        string[] arguments =
        [
            "pack",
            Path.Combine(Root.FullName, project),
            "--no-restore",
            "--no-build",
            property,
            "--output",
            _output.FullName,
        ];
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var log = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, log);
    }

    private static DirectoryInfo Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "RestMachine.sln")))
            {
                folder =
                    folder.Parent ?? throw new DirectoryNotFoundException("RestMachine.sln is in no folder above.");
            }

            return folder;
        }
    }
}
