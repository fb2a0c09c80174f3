namespace RestMachine.Cli.Probe;

/// <summary>Why nothing could be measured, for the user.</summary>
internal sealed class ProbeException(string message, Exception? inner = null) : Exception(message, inner);
