namespace RestMachine.Tests;

/// <summary>Where the sources and the other projects' builds lie, from where this test project was built.</summary>
internal static class Repository
{
    /// <summary>The folder of RestMachine.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The build of a project in the configuration of this one.</summary>
    /// <param name="project">The project's folder below the root, for example <c>tests/RestMachine.LifecycleFunction</c>.</param>
    public static string OutputOf(string project)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Root, project, "bin", framework.Parent!.Name, framework.Name);
    }

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
