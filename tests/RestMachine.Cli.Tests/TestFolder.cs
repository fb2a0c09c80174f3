namespace RestMachine.Cli.Tests;

internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cli-tests-");

    public string FullName => folder.FullName;

    public string RecordFile => Path.Combine(folder.FullName, "record");

    // A folder with the double as the only extension.
    public string Extensions()
    {
        var extensions = Directory.CreateDirectory(Path.Combine(folder.FullName, "extensions")).FullName;
        File.CreateSymbolicLink(Path.Combine(extensions, "witness"), CliProcess.Function);
        return extensions;
    }

    // The same, followed by a report in the embedded metric format where metrics are on, as our extension's.
    public string ExtensionsWithMetric(string outcome, int failed = 0, int unfinished = 0)
    {
        var extensions = Directory.CreateDirectory(Path.Combine(folder.FullName, "extensions")).FullName;
        var program = Path.Combine(
            Directory.CreateDirectory(Path.Combine(folder.FullName, "double")).FullName,
            "witness"
        );
        File.CreateSymbolicLink(program, CliProcess.Function);
        var metric =
            $$"""{"_aws":{},"Outcome":"{{outcome}}","ShutdownFailed":{{failed}},"ShutdownUnfinished":{{unfinished}},"""
            + "\"ShutdownCompleted\":1}";
        var script = Write(
            "extensions/witness",
            $"#!/bin/sh\n'{program}'\n[ \"$RESTMACHINE_METRICS\" != on ] || echo '{metric}'\n"
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        return extensions;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
