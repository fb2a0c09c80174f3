using System.IO.Compression;
using System.Xml.Linq;

namespace RestMachine.Packages.Tests.Feed;

/// <summary>A package that was made.</summary>
internal sealed class Package
{
    private static readonly string[] s_dependency = ["id", "version", "include"];
    private readonly Dictionary<string, byte[]> _files;
    private readonly XElement _metadata;

    public Package(string path)
    {
        Path = path;
        _files = Read(path);
        var manifest = XElement.Load(new MemoryStream(_files.Single(file => file.Key.EndsWith(".nuspec")).Value));
        _metadata = manifest.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public string Path { get; }

    public string SymbolsPath => System.IO.Path.ChangeExtension(Path, ".snupkg");

    /// <summary>Its files, but for those that are the package format's own.</summary>
    public IEnumerable<string> Files =>
        _files
            .Keys.Where(name =>
                !name.EndsWith(".nuspec")
                && !name.EndsWith(".rels")
                && !name.EndsWith(".psmdcp")
                && !name.StartsWith('[')
            )
            .Order(StringComparer.Ordinal);

    public byte[] this[string file] => _files[file];

    /// <summary>The name of a dependency, its version, and what of it is handed on.</summary>
    public IEnumerable<string> Dependencies =>
        _metadata
            .Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(element =>
                string.Join(' ', s_dependency.Select(name => (string?)element.Attribute(name)).OfType<string>())
            )
            .Distinct(StringComparer.Ordinal);

    public static Dictionary<string, byte[]> Read(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        return archive.Entries.ToDictionary(entry => entry.FullName, Content, StringComparer.Ordinal);
    }

    /// <returns>Null: it has none of that name.</returns>
    public string? Metadata(string name) => Element(name)?.Value;

    public string? Metadata(string name, string attribute) => (string?)Element(name)?.Attribute(attribute);

    private XElement? Element(string name) =>
        _metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
