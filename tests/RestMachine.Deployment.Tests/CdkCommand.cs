namespace RestMachine.Deployment.Tests;

/// <summary>CDK's command line, against the local AWS only.</summary>
internal sealed class CdkCommand(LocalAws aws, string temporary)
{
    public Task<string> BootstrapAsync() =>
        RunAsync(temporary, "bootstrap", $"aws://{LocalAws.Account}/{LocalAws.Region}");

    public Task<string> DeployAsync(string folder, params string[] options) =>
        RunAsync(Path.Combine(Repository.Root, folder), ["deploy", "--all", "--require-approval", "never", .. options]);

    public Task<string> DestroyAsync(string folder, params string[] options) =>
        RunAsync(Path.Combine(Repository.Root, folder), ["destroy", "--all", "--force", .. options]);

    private Task<string> RunAsync(string folder, params string[] arguments)
    {
        var output = Path.Combine(temporary, $"{Path.GetFileName(folder)}.out");
        string[] quiet = ["--output", output, "--no-notices", "--no-color"];
        return new Command(NodePackages.Cdk, [.. arguments, .. quiet])
        {
            Folder = folder,
            Variables = new Dictionary<string, string>(aws.Variables, StringComparer.Ordinal)
            {
                ["CDK_DISABLE_CLI_TELEMETRY"] = "true",
                ["CDK_DISABLE_VERSION_CHECK"] = "1",
                ["JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION"] = "1",
                ["NODE_NO_WARNINGS"] = "1",
                // Amazon's packages are not needed to deploy: see samples/Orders.Stack.
                ["AmazonLambdaPackages"] = "contracts",
            },
        }.RunAsync();
    }
}
