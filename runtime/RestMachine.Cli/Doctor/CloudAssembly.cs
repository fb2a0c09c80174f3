using System.Text.Json;

namespace RestMachine.Cli.Doctor;

/// <summary>What <c>cdk synth</c> leaves: the stacks of its manifest, of nested stacks, and of stages.</summary>
internal static class CloudAssembly
{
    public const string Manifest = "manifest.json";

    public static bool IsOne(string folder) => File.Exists(Path.Combine(folder, Manifest));

    public static TemplateSet Read(string folder)
    {
        string[] folders = [.. Folders(folder, new HashSet<string>(StringComparer.Ordinal))];
        return new TemplateSet([.. folders.SelectMany(Templates)], Assets.In(folders));
    }

    // A manifest of somebody else's may lead back to itself.
    private static IEnumerable<string> Folders(string folder, HashSet<string> visited) =>
        visited.Add(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            ? Artifacts(folder, "cdk:cloud-assembly")
                .Select(stage => stage.At("properties", "directoryName").Text())
                .OfType<string>()
                .SelectMany(name => Folders(Path.Combine(folder, name), visited))
                .Prepend(folder)
            : [];

    private static IEnumerable<Template> Templates(string folder)
    {
        var stacks = Artifacts(folder, "aws:cloudformation:stack")
            .Select(stack =>
                (File: stack.At("properties", "templateFile").Text(), Name: stack.At("displayName").Text())
            )
            .Where(stack => stack.File is not null)
            .Select(stack => Template.Read(Path.Combine(folder, stack.File!), stack.Name));
        var nested = Directory
            .GetFiles(folder, "*.nested.template.json")
            .Order(StringComparer.Ordinal)
            .Select(file => Template.Read(file));
        return stacks.Concat(nested);
    }

    private static IEnumerable<JsonElement> Artifacts(string folder, string type) =>
        Json.Read(Path.Combine(folder, Manifest))
            .Members("artifacts")
            .Select(artifact => artifact.Value)
            .Where(artifact => artifact.At("type").Text() == type);
}
