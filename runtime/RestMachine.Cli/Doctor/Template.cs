using System.Text.Json;

namespace RestMachine.Cli.Doctor;

internal sealed class Template(string name, JsonElement root)
{
    public string Name => name;

    public JsonElement Root => root;

    public static Template Read(string path, string? name = null)
    {
        var root = Json.Read(path);
        return root.At("Resources").ValueKind == JsonValueKind.Object
            ? new Template(name ?? Path.GetFileName(path).Split('.')[0], root)
            : throw new UnreadableException(
                $"{path} is JSON, but no template: expected Resources, as in cdk.out/*.template.json."
            );
    }

    public IEnumerable<Resource> Resources(params IEnumerable<string> types) =>
        root.Members("Resources")
            .Where(resource => types.Contains(resource.Value.At("Type").Text(), StringComparer.Ordinal))
            .Select(resource => new Resource(this, resource.Name, resource.Value));

    public Resource? Find(string? logicalId) =>
        root.Members("Resources")
            .Where(resource => resource.Name == logicalId)
            .Select(resource => new Resource(this, resource.Name, resource.Value))
            .FirstOrDefault();
}
