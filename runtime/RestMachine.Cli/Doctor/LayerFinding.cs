using RestMachine.Checks;

namespace RestMachine.Cli.Doctor;

internal static class LayerFinding
{
    public static Finding Of(string name, IEnumerable<PackedFile> files, string hash) =>
        Of(LayerContents.Examine(name, files) with { Hash = hash });

    public static Finding Of(Resource resource, AttachedLayer layer) => Of(layer with { Name = resource.Name });

    private static Finding Of(AttachedLayer layer)
    {
        if (layer is { Extension: true, Problems: [] })
        {
            var of = layer.Architecture is { } architecture ? $" for {architecture}" : "";
            return new Finding(
                layer.Name,
                true,
                $"holds {(layer.IsOurs ? "the extension" : "an extension, but not RestMachine's")}{of}{(layer.Hash is { } hash ? $", sha256 {hash}" : "")}",
                [
                    $"Shutdown handlers of a function{(of == "" ? "" : $" on {layer.Architecture}")} that has it can run, with {Budget.WithExtension}.",
                ]
            );
        }
        return new Finding(
            layer.Name,
            false,
            layer.Extension is null ? "cannot be examined" : "is no layer with which shutdown handlers can run",
            layer.Problems is []
                ?
                [
                    layer.Extension is null
                        ? "Its content is not here: examine the cdk.out folder, or the zip itself."
                        : "It holds no file in extensions/, so Lambda starts no extension from it: make the zip with "
                            + "\"restmachine create-layer\".",
                ]
                : layer.Problems
        );
    }
}
