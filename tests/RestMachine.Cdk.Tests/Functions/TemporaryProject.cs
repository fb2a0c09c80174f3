namespace RestMachine.Cdk.Tests.Functions;

/// <summary>A project of a user's, outside of the repository.</summary>
internal sealed class TemporaryProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("project-");

    // What the properties say, also of the target framework, is what counts.
    public TemporaryProject(string name, string source, string properties = "", string items = "")
    {
        File.WriteAllText(
            System.IO.Path.Combine(Path, $"{name}.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <InvariantGlobalization>true</InvariantGlobalization>
                {properties}
              </PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """
        );
        File.WriteAllText(System.IO.Path.Combine(Path, "Program.cs"), source);
    }

    public string Path => _folder.FullName;

    public string[] Published(string architecture) =>
        Directory
            .GetFiles(System.IO.Path.Combine(Path, "bin", ".lambda", architecture))
            .Select(file => System.IO.Path.GetFileName(file)!)
            .Order(StringComparer.Ordinal)
            .ToArray();

    public void Dispose() => _folder.Delete(recursive: true);
}
