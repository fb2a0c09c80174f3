namespace RestMachine.Cli.Doctor;

internal sealed class UnreadableException(string message) : Exception(message);
