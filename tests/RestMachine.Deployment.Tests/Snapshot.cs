using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RestMachine.Deployment.Tests;

internal static partial class Snapshot
{
    private static readonly JsonSerializerOptions s_format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void ShouldMatch(string name, JsonElement template)
    {
        var path = Path.Combine(Sources.Folder, "Snapshots", name);
        var actual = Stable(JsonSerializer.Serialize(template, s_format)) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is { Length: > 0 })
        {
            File.WriteAllText(path, actual);
        }
        actual.ShouldBe(File.ReadAllText(path), $"the template differs from {path}");
    }

    // What changes with every change of a program, as the version does with every release.
    private static string Stable(string template) =>
        Version().Replace(ContentHash().Replace(template, "{hash}"), "${before}{version}");

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex ContentHash();

    [GeneratedRegex(
        @"(?<before>shutdown extension |/restmachine/layer/\w+/)\d+\.\d+\.\d+(-[\w.]+)?",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Version();
}
