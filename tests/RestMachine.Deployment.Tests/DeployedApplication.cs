using RestMachine.Emulator;

namespace RestMachine.Deployment.Tests;

public sealed class DeployedApplication : IClassFixture<Deployment>
{
    private const string Arn = $"arn:aws:lambda:{LocalAws.Region}:{LocalAws.Account}:layer:{Deployment.LayerName}:";

    private readonly Deployment _deployment;

    public DeployedApplication(Deployment deployment)
    {
        Assert.SkipWhen(deployment.Missing is not null, deployment.Missing ?? "");
        _deployment = deployment;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void HasTheLayerOnItsFunctionAndInItsParameters() =>
        ShouldHave(_deployment.First, versions: [1], layer: Arn + "1");

    [Fact]
    public void IsLeftAloneByADeploymentWithoutChanges()
    {
        ShouldHave(_deployment.Unchanged, versions: [1], layer: Arn + "1");
        _deployment.UnchangedOutput.Split("(no changes)").Length.ShouldBe(3, _deployment.UnchangedOutput);
    }

    [Fact]
    public void FollowsAChangedExtensionWhoseFirstVersionStays() =>
        ShouldHave(_deployment.Changed, versions: [1, 2], layer: Arn + "2");

    [Fact]
    public void LeavesTheLayersVersionsBehindWhenItIsDestroyed()
    {
        _deployment.Destroyed.LayerVersions.ShouldBe([1, 2]);
        _deployment.Destroyed.Functions.ShouldBeEmpty();
        _deployment.Destroyed.Latest.ShouldBeNull();
        _deployment.Destroyed.Pinned.ShouldBeNull();
    }

    // What was uploaded, and nothing of what was built here.
    [Fact]
    public async Task RunsAndShutsDownWithTheFilesThatWereDeployed()
    {
        var folder = Directory.CreateTempSubdirectory("deployed-");
        try
        {
            var opt = await UnzipAsync(folder, "opt", _deployment.LayerZip);
            var task = await UnzipAsync(folder, "task", _deployment.FunctionZip);
            var extension = Path.Combine(opt, "extensions/restmachine-shutdown");
            File.ReadAllBytes(extension).ShouldBe(_deployment.ChangedExtension);
            var options = new LambdaEnvironmentOptions
            {
                Command = [Path.Combine(task, "bootstrap")],
                ExtensionsDirectory = Path.GetDirectoryName(extension),
                FunctionName = "users",
            };

            await using var environment = await LambdaEnvironment.StartAsync(options, Cancellation);
            using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/users/1");
            using var response = await environment.SendAsync(request, Cancellation);
            var body = await response.Content.ReadAsStringAsync(Cancellation);
            var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

            body.ShouldBe("""{"id":1,"name":"Ada Lovelace"}""");
            report.Function!.ExitCode.ShouldBe(0);
            report.Extensions.ShouldHaveSingleItem().ExitCode.ShouldBe(0);
            var log = environment.Log.Select(line => line.Text).ToArray();
            log.ShouldContain("[Function] Database connection closed");
            log.ShouldContain(line => line.StartsWith("[Extension] Shutdown handlers completed successfully"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void ShouldHave(DeployedState state, int[] versions, string layer)
    {
        state.LayerVersions.ShouldBe(versions);
        state.Functions.ShouldBe([layer]);
        state.Latest.ShouldBe(layer);
        state.Pinned.ShouldBe(layer);
    }

    // By Info-ZIP, which restores modes as Lambda does.
    private static async Task<string> UnzipAsync(DirectoryInfo folder, string name, byte[] zip)
    {
        var file = Path.Combine(folder.FullName, $"{name}.zip");
        await File.WriteAllBytesAsync(file, zip, Cancellation);
        var target = Path.Combine(folder.FullName, name);
        await new Command("unzip", "-q", file, "-d", target).RunAsync();
        return target;
    }
}
