namespace RestMachine.Deployment.Tests;

/// <summary>CDK's command line and the linters from npm, in the exact versions of package.json.</summary>
public sealed class NodePackages : IAsyncLifetime
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "artifacts/node");

    public static string Cdk => Path.Combine(s_folder, "node_modules/.bin/cdk");

    public static string In(string path) => Path.Combine(s_folder, path);

    public async ValueTask InitializeAsync()
    {
        var wanted = await File.ReadAllTextAsync(Path.Combine(Sources.Folder, "package.json"));
        Directory.CreateDirectory(s_folder);
        // Node looks for packages beside the script.
        File.Copy(Path.Combine(Sources.Folder, "lint.mjs"), In("lint.mjs"), overwrite: true);
        var installed = In("installed.json");
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == wanted)
        {
            return;
        }
        await File.WriteAllTextAsync(In("package.json"), wanted);
        string[] arguments = ["install", "--no-package-lock", "--no-audit", "--no-fund"];
        await new Command("npm", arguments) { Folder = s_folder }.RunAsync();
        await File.WriteAllTextAsync(installed, wanted);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
