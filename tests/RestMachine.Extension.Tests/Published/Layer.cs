namespace RestMachine.Extension.Tests.Published;

/// <summary>The files that dotnet build layer/Layer.proj leaves.</summary>
internal static class Layer
{
    public const string FileName = "restmachine-shutdown";

    public static string Root { get; } = FindRoot();

    public static string Extension(string architecture)
    {
        var path = Path.Combine(Root, "artifacts", "layer", architecture, "extensions", FileName);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException("No " + path + ": run dotnet build layer/Layer.proj first", path);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RestMachine.sln")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("No RestMachine.sln above " + AppContext.BaseDirectory);
    }
}
