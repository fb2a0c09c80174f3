namespace RestMachine.Deployment.Tests;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>This project's folder: what is no C# is used where it lies.</summary>
    public static string Tests { get; } = Path.Combine(Root, "tests/RestMachine.Deployment.Tests");

    public static string In(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RestMachine.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("RestMachine.sln is in no folder above.");
        }
        return folder.FullName;
    }
}
