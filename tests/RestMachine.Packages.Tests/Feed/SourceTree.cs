namespace RestMachine.Packages.Tests.Feed;

/// <summary>
/// The sources in another folder, without what was built from them but for the layer, as the only commit of a clone with a
/// remote: the same commit whenever the sources are the same.
/// </summary>
internal static class SourceTree
{
    public const string Remote = "https://github.com/example/restmachine";

    private static readonly HashSet<string> s_noSources = new(StringComparer.Ordinal)
    {
        ".git",
        "artifacts",
        "bin",
        "cdk.out",
        "node_modules",
        "obj",
        "TestResults",
    };

    private static readonly Dictionary<string, string> s_author = new(StringComparer.Ordinal)
    {
        ["GIT_AUTHOR_DATE"] = "2026-01-02T03:04:06Z",
        ["GIT_AUTHOR_NAME"] = "Author",
        ["GIT_AUTHOR_EMAIL"] = "author@example.org",
        ["GIT_COMMITTER_DATE"] = "2026-01-02T03:04:06Z",
        ["GIT_COMMITTER_NAME"] = "Author",
        ["GIT_COMMITTER_EMAIL"] = "author@example.org",
        // Nothing of whoever runs the tests.
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_SYSTEM"] = "/dev/null",
    };

    public static async Task CopyToAsync(string folder)
    {
        Copy(Repository.Root, folder);
        await GitAsync(folder, "init", "--quiet", "--initial-branch=main");
        await GitAsync(folder, "remote", "add", "origin", Remote);
        await GitAsync(folder, "add", "--all");
        await GitAsync(folder, "commit", "--quiet", "--message=Sources");
        // After the sources, so that it is not built again.
        Copy(Path.Combine(Repository.Root, "artifacts/layer"), Path.Combine(folder, "artifacts/layer"));
    }

    // Named outright: no other repository is ever looked for.
    private static Task<string> GitAsync(string folder, params string[] arguments) =>
        new Command("git", [$"--git-dir={folder}/.git", $"--work-tree={folder}", .. arguments])
        {
            Folder = folder,
            Variables = s_author,
        }.RunAsync();

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        // In a work tree .git is a file: with it, git would write into the repository that these tests are of.
        foreach (var file in Directory.EnumerateFiles(source).Where(IsSource))
        {
            var copy = Path.Combine(target, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetLastWriteTimeUtc(copy, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        foreach (var folder in Directory.EnumerateDirectories(source).Where(IsSource))
        {
            Copy(folder, Path.Combine(target, Path.GetFileName(folder)));
        }
    }

    private static bool IsSource(string path) => !s_noSources.Contains(Path.GetFileName(path));
}
