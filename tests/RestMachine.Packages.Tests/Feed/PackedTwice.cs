using System.Security.Cryptography;
using System.Text;

namespace RestMachine.Packages.Tests.Feed;

public sealed class PackedTwice(PackageFeed feed) : IDisposable
{
    private readonly DirectoryInfo _sources = Directory.CreateTempSubdirectory("restmachine-sources-again-");

    public void Dispose() => _sources.Delete(recursive: true);

    [Fact]
    public async Task InAnotherFolderTheSameSourcesAreTheSameBytes()
    {
        await SourceTree.CopyToAsync(_sources.FullName);

        await PackageFeed.PackAsync(_sources.FullName);

        Digests(Path.Combine(_sources.FullName, "artifacts/packages")).ShouldBe(Digests(feed.Folder));
    }

    [Fact]
    public async Task WithoutACloneAroundThemTheSourcesArePackedToo()
    {
        await SourceTree.CopyToAsync(_sources.FullName);
        Directory.Delete(Path.Combine(_sources.FullName, ".git"), recursive: true);

        await PackageFeed.PackAsync(Path.Combine(_sources.FullName, "runtime/RestMachine.Emulator"));

        var path = Directory
            .GetFiles(Path.Combine(_sources.FullName, "artifacts/packages"), "*.nupkg")
            .ShouldHaveSingleItem();
        var package = new Package(path);
        package.Files.ShouldBe(feed.Open("RestMachine.Emulator").Files);
        package.Metadata("version").ShouldBe(feed.Open("RestMachine").Metadata("version"));
        package.Metadata("repository", "commit").ShouldBeNull();
        Package
            .Read(package.SymbolsPath)
            .Concat(Package.Read(package.Path))
            .Where(file => file.Value.AsSpan().IndexOf(Encoding.UTF8.GetBytes(_sources.FullName)) >= 0)
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> Digests(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Order(StringComparer.Ordinal)
            .Select(file =>
                $"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"
            );
}
