using System.Text.Json;
using RestMachine.Checks;

namespace RestMachine.Cli.Doctor;

/// <summary>
/// The files behind a template's references to buckets and images: CDK's <c>*.assets.json</c>, the file asset manifest of
/// its cloud assembly schema.
/// </summary>
internal sealed class Assets
{
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> dockerfiles = new(StringComparer.Ordinal);

    public static Assets In(params IEnumerable<string> folders)
    {
        var assets = new Assets();
        foreach (var manifest in folders.SelectMany(folder => Directory.GetFiles(folder, "*.assets.json")))
        {
            assets.Add(Path.GetDirectoryName(manifest)!, Json.Read(manifest));
        }
        return assets;
    }

    /// <returns>Null if the key is of no file here.</returns>
    public IReadOnlyList<PackedFile>? Package(string? key)
    {
        if (key is null || !files.TryGetValue(key, out var path))
        {
            return null;
        }
        if (Directory.Exists(path))
        {
            return PackageFolder.Files(path).ToArray();
        }
        return File.Exists(path) && PackageZip.IsOne(path) ? PackageZip.Files(path) : null;
    }

    /// <returns>SHA-256 of the zip; null if the key is of none here.</returns>
    public string? Hash(string? key) =>
        key is not null && files.TryGetValue(key, out var path) && File.Exists(path) ? PackageZip.Hash(path) : null;

    /// <returns>The file's text; null if the image is not made from one that is here.</returns>
    public string? Dockerfile(JsonElement image)
    {
        var text = image.ValueKind == JsonValueKind.Undefined ? "" : image.GetRawText();
        var path = dockerfiles.FirstOrDefault(pair => text.Contains(pair.Key, StringComparison.Ordinal)).Value;
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private void Add(string folder, JsonElement manifest)
    {
        foreach (var (_, file) in manifest.Members("files"))
        {
            var path = file.At("source", "path").Text();
            foreach (var (_, destination) in file.Members("destinations"))
            {
                if (path is not null && destination.At("objectKey").Text() is { } key)
                {
                    files[key] = Path.Combine(folder, path);
                }
            }
        }
        foreach (var (hash, image) in manifest.Members("dockerImages"))
        {
            if (image.At("source", "directory").Text() is { } context)
            {
                var name = image.At("source", "dockerFile").Text() ?? "Dockerfile";
                dockerfiles[hash] = Path.Combine(folder, context, name);
            }
        }
    }
}
