namespace RestMachine.Cli.Tests;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

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
