namespace RestMachine.Extension.Tests.Published;

/// <summary>The files that dotnet build layer/Layer.proj leaves.</summary>
internal static class Layer
{
    public const string FileName = "restmachine-shutdown";
    public const string HandoverName = "restmachine-handover";

    public static string Root { get; } = FindRoot();

    public static string Extension(string architecture) => Find(architecture, "extensions", FileName);

    public static string Handover(string architecture) => Find(architecture, "restmachine", HandoverName);

    private static string Find(string architecture, string folder, string name)
    {
        var path = Path.Combine(Root, "artifacts", "layer", architecture, folder, name);
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
