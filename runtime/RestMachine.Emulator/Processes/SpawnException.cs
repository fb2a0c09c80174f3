namespace RestMachine.Emulator.Processes;

internal sealed class SpawnException(string path, int error)
    : Exception($"fork/exec {path}: {Posix.Describe(error).ToLowerInvariant()}")
{
    public int Error { get; } = error;

    // The word Lambda prints behind "Error Type:" of an extension that could not be started.
    public string ErrorType => Error == Posix.AccessDenied ? "PermissionDenied" : "UnknownError";
}
