using System.CommandLine;
using RestMachine.Packaging;

namespace RestMachine.Cli.Layers;

internal static class CreateExtensionCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var folder = new Option<string>("--output", "-o")
        {
            Description =
                "The folder to write extensions/restmachine-shutdown and restmachine/restmachine-handover into. Default: "
                + "the current one.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".",
        };
        folder.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is var path && (path is "" or null || File.Exists(path)))
            {
                result.AddError($"--output is \"{path}\": expected a folder.");
            }
        });
        var architecture = ArchitectureOption.Create();
        var command = new Command(
            "create-extension",
            "Write the layer's executables, for a layer or a container image of your own."
        )
        {
            folder,
            architecture,
        };
        command.SetAction(parsed =>
            LayerCommand.Run(
                parsed.GetRequiredValue(architecture),
                package => Write(package, parsed.GetRequiredValue(folder)),
                output,
                error
            )
        );
        return command;
    }

    private static string Write(LayerPackage package, string folder)
    {
        var extension = Write(folder, LayerPackage.ExtensionPath, package.Extension);
        var handover = Write(folder, LayerPackage.HandoverPath, package.Handover);
        return $"""
            {extension} (extension for {package.Architecture}, mode 0755)
            Lambda starts it only from /opt/extensions, never from the function's own zip. Put it there with a layer
            (restmachine create-layer), or in a container image: COPY --chmod=0755 {extension} /opt/{LayerPackage.ExtensionPath}
            {handover} (for handover only, which is experimental: docs/handover.md)
            """;
    }

    private static string Write(string folder, string path, byte[] content)
    {
        var target = Path.Combine(folder, path);
        OutputFile.Write(target, content, LayerPackage.Mode);
        return folder == "." ? path : target;
    }
}
