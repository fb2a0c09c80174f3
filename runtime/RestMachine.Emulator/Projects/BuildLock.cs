namespace RestMachine.Emulator.Projects;

// Two builds of one project at a time break each other: the second waits, also that of another process.
internal static class BuildLock
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public static async Task<IDisposable> TakeAsync(string directory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, ".restmachine-build");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Interval, cancellationToken); // Somebody builds.
            }
        }
    }
}
