using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RestMachine.Cdk.Tests.Stacks;

internal static partial class Snapshot
{
    public static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void ShouldMatch(string name, string actual)
    {
        var path = Path.Combine(FindRoot(), "tests/RestMachine.Cdk.Tests/Stacks/Snapshots", name);
        var stable =
            ContentHash()
                .Replace(actual, "{hash}")
                .Replace(RestMachineLayer.SemanticVersion, "{version}", StringComparison.Ordinal) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, stable);
        }
        stable.ShouldBe(File.ReadAllText(path), $"the template differs from {path}");
    }

    // Not the caller's path: a deterministic build maps it away.
    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RestMachine.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("RestMachine.sln is in no folder above.");
        }
        return folder.FullName;
    }

    // What changes with every change of the binary, as the version does with every release.
    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex ContentHash();
}
