using System.CommandLine;
using RestMachine.Packaging;

namespace RestMachine.Cli.Layers;

internal static class CreateExtensionCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var folder = new Option<string>("--output", "-o")
        {
            Description = "The folder to write extensions/restmachine-shutdown into. Default: the current one.",
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
            "Write the extension's executable, for a layer or a container image of your own."
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
        var path = Path.Combine(folder, "extensions", LayerPackage.FileName);
        OutputFile.Write(path, package.Extension, LayerPackage.Mode);
        var shown = folder == "." ? $"extensions/{LayerPackage.FileName}" : path;
        return $"""
            {shown} (extension for {package.Architecture}, mode 0755)
            Lambda starts it only from /opt/extensions, never from the function's own zip. Put it there with a layer
            (restmachine create-layer), or in a container image: COPY --chmod=0755 {shown} /opt/extensions/{LayerPackage.FileName}
            """;
    }
}
