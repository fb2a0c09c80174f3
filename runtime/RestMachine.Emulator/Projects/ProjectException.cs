namespace RestMachine.Emulator;

/// <summary>A project could not be found, built or run as a function.</summary>
/// <param name="message">What was found, what was expected, and what to change.</param>
public sealed class ProjectException(string message) : Exception(message);
