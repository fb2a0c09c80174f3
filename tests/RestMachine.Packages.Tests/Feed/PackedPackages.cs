using System.Reflection.Metadata;
using System.Text;

namespace RestMachine.Packages.Tests.Feed;

public sealed class PackedPackages(PackageFeed feed)
{
    private static readonly string[] s_architectures = ["arm64", "x86_64"];
    private static readonly string[] s_programs =
    [
        "extensions/restmachine-shutdown",
        "restmachine/restmachine-handover",
    ];
    private static readonly string[] s_folders = ["infra", "runtime", "templates"];

    public static TheoryData<string> Names => [.. PackageFeed.Names];

    public static TheoryData<string> Libraries =>
        [.. PackageFeed.Names.Except(["RestMachine.Cli", "RestMachine.Templates"], StringComparer.Ordinal)];

    [Fact]
    public void AreAllThatDotnetPackMakes() =>
        Directory
            .GetFiles(feed.Folder, "*.nupkg")
            .Select(file => new Package(file).Metadata("id"))
            .Order(StringComparer.Ordinal)
            .ShouldBe(PackageFeed.Names);

    [Fact]
    public async Task AreMadeWithoutAFileAmongTheSources()
    {
        var status = new Command("git", ["status", "--porcelain"]) { Folder = feed.Sources };

        (await status.RunAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void AreWithoutTheBridgeWhereAmazonsPackagesAreNotTheGenuineOnes() =>
        feed.Log.ShouldContain("RestMachine.Aws.AmazonLambda is left out");

    [Theory]
    [MemberData(nameof(Names))]
    public void SayWhatTheyAre(string name)
    {
        var package = feed.Open(name);

        package.Metadata("version").ShouldBe(feed.Open("RestMachine").Metadata("version"));
        package.Metadata("license").ShouldBe("Apache-2.0");
        package.Metadata("license", "type").ShouldBe("expression");
        package.Metadata("description")!.Length.ShouldBeGreaterThan(60);
        package.Metadata("tags")!.Split(' ').ShouldContain("lambda");
        package.Metadata("projectUrl").ShouldBe(SourceTree.Remote);
        package.Metadata("repository", "url").ShouldBe(SourceTree.Remote);
        package.Metadata("repository", "commit")!.Length.ShouldBe(40);
        package["icon.png"].ShouldBe(File.ReadAllBytes(Path.Combine(Repository.Root, "packaging/icon.png")));
        package["README.md"].ShouldBe(File.ReadAllBytes(Readme(name)));
    }

    [Theory]
    [InlineData("RestMachine", "Microsoft.Extensions.Logging.Abstractions 10.0.0")]
    // The generator is RestMachine's, and handed on; they share what is internal, so only the same version will do.
    [InlineData("RestMachine.Aws", "RestMachine [{0}] All")]
    [InlineData("RestMachine.AspNetCore", "RestMachine [{0}] All")]
    [InlineData("RestMachine.Cdk", "Amazon.CDK.Lib 2.160.0", "Constructs 10.0.5")]
    [InlineData("RestMachine.Cli")]
    [InlineData("RestMachine.Emulator")]
    [InlineData("RestMachine.Templates")]
    public void DependOnNothingElse(string name, params string[] expected)
    {
        var package = feed.Open(name);

        package.Dependencies.ShouldBe(
            expected.Select(dependency =>
                dependency.Replace("{0}", package.Metadata("version"), StringComparison.Ordinal)
            )
        );
    }

    [Theory]
    [InlineData(
        "RestMachine",
        "analyzers/dotnet/cs/RestMachine.Generators.CodeFixes.dll",
        "analyzers/dotnet/cs/RestMachine.Generators.dll",
        "build/RestMachine.props",
        "buildTransitive/RestMachine.props",
        "lib/net10.0/RestMachine.dll",
        "lib/net10.0/RestMachine.xml"
    )]
    [InlineData(
        "RestMachine.Aws",
        "build/RestMachine.Aws.methods",
        "build/RestMachine.Aws.props",
        "build/RestMachine.Aws.targets",
        "buildTransitive/RestMachine.Aws.methods",
        "buildTransitive/RestMachine.Aws.props",
        "buildTransitive/RestMachine.Aws.targets",
        "lib/net10.0/RestMachine.Aws.dll",
        "lib/net10.0/RestMachine.Aws.xml"
    )]
    [InlineData(
        "RestMachine.AspNetCore",
        "build/RestMachine.AspNetCore.props",
        "buildTransitive/RestMachine.AspNetCore.props",
        "lib/net10.0/RestMachine.AspNetCore.dll",
        "lib/net10.0/RestMachine.AspNetCore.xml"
    )]
    public void HoldWhatTheirUsersCompileWith(string name, params string[] expected) =>
        feed.Open(name).Files.Except(["README.md", "icon.png"]).ShouldBe(expected);

    [Theory]
    [InlineData("RestMachine.Cdk", "")]
    [InlineData("RestMachine.Emulator", "")]
    [InlineData("RestMachine.Cli", "tools/net10.0/any/")]
    public void HoldTheLayersProgramsOfBothArchitecturesAndTheirLicenses(string name, string folder)
    {
        var package = feed.Open(name);

        foreach (
            var program in s_architectures.SelectMany(architecture =>
                s_programs.Select(file => $"{architecture}/{file}")
            )
        )
        {
            package[$"{folder}restmachine-layer/{program}"]
                .ShouldBe(File.ReadAllBytes(Path.Combine(Repository.Root, "artifacts/layer", program)), program);
        }
        package
            .Files.Count(file => file.Contains("restmachine-layer/"))
            .ShouldBe(s_architectures.Length * s_programs.Length);
        Encoding.UTF8.GetString(package["NOTICE"]).ShouldContain("GNU C Library");
    }

    [Fact]
    public void NameInTheirNoticeWhoseLibrariesTheCommandHolds()
    {
        var package = feed.Open("RestMachine.Cli");
        var notice = Encoding.UTF8.GetString(package["NOTICE"]);

        package
            .Files.Where(file => file.EndsWith(".dll"))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(library => !library.StartsWith("RestMachine."))
            .Where(library => !notice.Contains($"* {library}, (c) "))
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void HaveSymbolsThatLeadToTheSources(string name)
    {
        var package = feed.Open(name);
        var symbols = Package.Read(package.SymbolsPath);

        symbols
            .Keys.Where(file => file.EndsWith(".pdb"))
            .ShouldBe(
                package.Files.Where(file => file.StartsWith("lib/") && file.EndsWith(".dll")).Select(Pdb),
                ignoreOrder: true
            );
        foreach (var (_, content) in symbols.Where(file => file.Key.EndsWith(".pdb")))
        {
            SourceLink(content).ShouldContain($"/example/restmachine/{package.Metadata("repository", "commit")}/");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NameNoPathOfTheMachineThatMadeThem(string name)
    {
        var package = feed.Open(name);
        var files = Package.Read(package.Path).AsEnumerable();
        files = File.Exists(package.SymbolsPath) ? files.Concat(Package.Read(package.SymbolsPath)) : files;
        string[] places = [feed.Sources, Repository.Root];

        files
            .Where(file =>
                places.Any(place =>
                    file.Value.AsSpan().IndexOf(Encoding.UTF8.GetBytes(place)) >= 0
                    || file.Value.AsSpan().IndexOf(Encoding.Unicode.GetBytes(place)) >= 0
                )
            )
            .Select(file => file.Key)
            .ShouldBeEmpty();
    }

    private static string Pdb(string library) => Path.ChangeExtension(library, ".pdb");

    private static string Readme(string name) =>
        s_folders.Select(folder => Path.Combine(Repository.Root, folder, name, "README.md")).Single(File.Exists);

    // https://github.com/dotnet/runtime/blob/main/docs/design/specs/PortablePdb-Metadata.md#source-link-c-and-vb-compilers
    private static string SourceLink(byte[] pdb)
    {
        var kind = new Guid("CC110556-A091-4D38-9FEC-25AB9A351A6A");
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));
        var reader = provider.GetMetadataReader();
        var information = reader
            .CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Single(information => reader.GetGuid(information.Kind) == kind);
        return Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value));
    }
}
