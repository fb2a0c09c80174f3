namespace RestMachine.Benchmarks;

internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RestMachine.sln")))
            {
                return folder.FullName;
            }
        }
        throw new BenchmarkException("No RestMachine.sln above " + AppContext.BaseDirectory);
    }
}
