using System.CommandLine;
using RestMachine.Packaging;

namespace RestMachine.Cli.Layers;

internal static class CreateLayerCommand
{
    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var file = new Option<string>("--output", "-o")
        {
            Description = "The zip to write. Default: layer.zip.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "layer.zip",
        };
        file.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is var path && (path is "" or "-" or null || Directory.Exists(path)))
            {
                result.AddError($"--output is \"{path}\": expected the zip's file name, such as layer.zip.");
            }
        });
        var architecture = ArchitectureOption.Create();
        var command = new Command(
            "create-layer",
            "Write the extension's layer as a zip: byte for byte what the CDK constructs upload."
        )
        {
            file,
            architecture,
        };
        command.SetAction(parsed =>
            LayerCommand.Run(
                parsed.GetRequiredValue(architecture),
                package => Write(package, parsed.GetRequiredValue(file)),
                output,
                error
            )
        );
        return command;
    }

    private static string Write(LayerPackage package, string path)
    {
        OutputFile.Write(path, package.Zip, Mode);
        var name = $"{LayerPackage.FileName}-{package.Architecture}";
        return $"""
            {path} (layer for {package.Architecture}, sha256 {package.ContentHash})
            Publish it: aws lambda publish-layer-version --layer-name {name} --compatible-architectures {package.Architecture} --zip-file "fileb://{path}"
            """;
    }
}
