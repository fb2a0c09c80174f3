namespace RestMachine.Checks;

/// <summary>One file of a function's or a layer's package, which is a folder or a zip.</summary>
/// <param name="Name">With forward slashes, from the package's root.</param>
/// <param name="Mode">Null where the package keeps none.</param>
/// <param name="Read">The content.</param>
internal sealed record PackedFile(string Name, UnixFileMode? Mode, Func<byte[]> Read);
