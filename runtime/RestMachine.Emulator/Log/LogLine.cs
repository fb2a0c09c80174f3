namespace RestMachine.Emulator;

/// <summary>One line of an environment's log stream.</summary>
/// <param name="Time">When the emulator read the line, UTC.</param>
/// <param name="Source">Who wrote it.</param>
/// <param name="Extension">The extension's name, null unless <paramref name="Source"/> is an extension.</param>
/// <param name="Text">The line without its line end; platform lines have the form CloudWatch Logs shows.</param>
public sealed record LogLine(DateTimeOffset Time, LogSource Source, string? Extension, string Text);
