namespace RestMachine.Emulator;

/// <summary>The init phase of an environment failed.</summary>
/// <param name="message">Error type and reason.</param>
public sealed class LambdaInitException(string message) : Exception(message);
