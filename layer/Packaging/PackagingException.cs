namespace RestMachine.Packaging;

internal sealed class PackagingException(string message) : Exception(message);
