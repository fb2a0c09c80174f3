namespace RestMachine.Cli.Doctor;

internal static class Examination
{
    private const string Expected = "expected a layer's zip, a synthesized template (JSON), or a cdk.out folder.";

    /// <exception cref="UnreadableException">The path is nothing of what can be examined.</exception>
    public static IReadOnlyList<Finding> Of(string path)
    {
        if (Directory.Exists(path))
        {
            return InFolder(path);
        }
        if (!File.Exists(path))
        {
            throw new UnreadableException($"\"{path}\" does not exist: {Expected}");
        }
        return PackageZip.IsOne(path)
            ? [LayerFinding.Of(Path.GetFileName(path), PackageZip.Files(path), PackageZip.Hash(path))]
            : InTemplates(
                new TemplateSet([Template.Read(path)], Assets.In(Path.GetDirectoryName(Path.GetFullPath(path))!))
            );
    }

    private static Finding[] InFolder(string path)
    {
        var folder = new[] { path, Path.Combine(path, "cdk.out") }.FirstOrDefault(CloudAssembly.IsOne);
        return folder is null
            ? throw new UnreadableException(
                $"\"{path}\" is no cdk.out folder, because it has no {CloudAssembly.Manifest}: {Expected} \"cdk synth\" "
                    + "makes one."
            )
            : InTemplates(CloudAssembly.Read(folder));
    }

    // Functions are what is asked about; a stack that only publishes layers is asked about those.
    private static Finding[] InTemplates(TemplateSet templates)
    {
        var functions = templates.All.SelectMany(template =>
            template
                .Resources(FunctionReader.Types)
                .Select(resource => new FunctionReader(templates, template, resource).Examine())
        );
        var layers = templates.All.SelectMany(template =>
            template
                .Resources(LayerReader.Types)
                .Select(resource =>
                    LayerFinding.Of(resource, new LayerReader(templates).OfResource(template, resource))
                )
        );
        Finding[] found = [.. functions];
        found = found.Length > 0 ? found : [.. layers];
        return found.Length > 0
            ? found
            : throw new UnreadableException("There is no Lambda function in it, and no layer: nothing to examine.");
    }
}
