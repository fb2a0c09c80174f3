namespace RestMachine.Emulator;

/// <summary>Who wrote a line of the log.</summary>
public enum LogSource
{
    /// <summary>The environment itself: START, END, REPORT and the like, and what the emulator explains.</summary>
    Platform,

    /// <summary>The function's standard output or standard error.</summary>
    Function,

    /// <summary>An external extension's standard output or standard error.</summary>
    Extension,
}
