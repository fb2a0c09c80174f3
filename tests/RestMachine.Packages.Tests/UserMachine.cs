using System.Xml.Linq;
using RestMachine.Packages.Tests.Feed;

namespace RestMachine.Packages.Tests;

/// <summary>
/// A user who has never heard of the repository: a folder of their own, the packages from the feed, an empty package cache,
/// the command, the templates. What is not ours comes from wherever this machine restores from, or from its cache.
/// </summary>
public sealed class UserMachine(PackageFeed feed) : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("restmachine-user-");

    public string Folder => Path.Combine(_root.FullName, "work");

    private string Packages => Path.Combine(_root.FullName, "packages");

    private string Tools => Path.Combine(_root.FullName, "tools");

    private string Home => Path.Combine(_root.FullName, "home");

    internal static string MachinesPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(Packages);
        var configuration = new XElement(
            "configuration",
            new XElement("packageSources", Add("restmachine", feed.Folder)),
            new XElement("fallbackPackageFolders", Add("machine", MachinesPackages))
        );
        Write("nuget.config", configuration.ToString());
        await DotnetAsync("tool", "install", "RestMachine.Cli", "--tool-path", Tools, "--source", feed.Folder);
        await NewAsync("install", feed.Open("RestMachine.Templates").Path);
    }

    public ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    internal Task<string> DotnetAsync(params string[] arguments) => Command("dotnet", arguments).RunAsync();

    internal Task<string> DotnetInAsync(string folder, params string[] arguments) =>
        (Command("dotnet", arguments) with { Folder = Path.Combine(Folder, folder) }).RunAsync();

    /// <summary>What the CDK command does with cdk.json.</summary>
    internal Task<string> SynthesizeAsync(string stack, string assembly) =>
        (
            Command("dotnet", ["run", "-c", "Release"], ("CDK_OUTDIR", assembly)) with
            {
                Folder = Path.Combine(Folder, stack),
            }
        ).RunAsync();

    internal Task<(int ExitCode, string Output)> RestMachineAsync(params string[] arguments) =>
        Command(Path.Combine(Tools, "restmachine"), arguments).TryAsync();

    /// <summary>dotnet new, with templates that nobody else on this machine has.</summary>
    internal Task<string> NewAsync(params string[] arguments) =>
        Command("dotnet", ["new", .. arguments], ("DOTNET_CLI_HOME", Home)).RunAsync();

    /// <summary>
    /// The names of our packages that were restored, each the very file of the feed: whatever the machine has of the same name
    /// and version was not taken.
    /// </summary>
    internal IEnumerable<string> RestoredPackages()
    {
        foreach (var path in Directory.EnumerateFiles(Packages, "restmachine*.nupkg", SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path)!)!);
            var original = feed.Open(
                PackageFeed.Names.Single(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
            );
            File.ReadAllBytes(path).ShouldBe(File.ReadAllBytes(original.Path), name);
            yield return Path.GetFileNameWithoutExtension(original.Path)[..name.Length];
        }
    }

    private Command Command(string program, string[] arguments, params (string Name, string Value)[] variables) =>
        new(program, arguments)
        {
            Folder = Folder,
            Variables = variables.Append(("NUGET_PACKAGES", Packages)).ToDictionary(StringComparer.Ordinal),
        };

    private static XElement Add(string key, string value) =>
        new("add", new XAttribute("key", key), new XAttribute("value", value));
}
