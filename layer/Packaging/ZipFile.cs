namespace RestMachine.Packaging;

// The path has forward slashes and is relative to the archive's root.
internal sealed record ZipFile(string Path, UnixFileMode Mode, ReadOnlyMemory<byte> Content);
