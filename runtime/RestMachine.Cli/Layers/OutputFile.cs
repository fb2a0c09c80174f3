namespace RestMachine.Cli.Layers;

internal static class OutputFile
{
    /// <summary>Writes what a link leads to; a device or a pipe receives the content and stays what it is.</summary>
    public static void Write(string path, byte[] content, UnixFileMode mode)
    {
        var named = new FileInfo(path);
        var file = named.LinkTarget is null ? named : (FileInfo)named.ResolveLinkTarget(returnFinalTarget: true)!;
        Directory.CreateDirectory(file.DirectoryName!);
        // Only a regular file has a length.
        if (!file.Exists || (file.Length > 0 && !file.IsReadOnly))
        {
            Replace(file.FullName, content, mode);
            return;
        }
        File.WriteAllBytes(file.FullName, content);
        file.Refresh();
        if (file.Length == content.Length)
        {
            Set(mode, file.FullName);
        }
    }

    // Beside it first: nobody finds half a file, and one that is being executed can be replaced.
    private static void Replace(string path, byte[] content, UnixFileMode mode)
    {
        var unfinished = $"{path}.{Environment.ProcessId}";
        try
        {
            File.WriteAllBytes(unfinished, content);
            Set(mode, unfinished);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void Set(UnixFileMode mode, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
