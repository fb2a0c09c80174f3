namespace RestMachine.Extension.Logs;

/// <summary>The levels in Lambda's spelling (developer guide, "Log level filtering").</summary>
internal static class LogLevels
{
    private static readonly string[] Names = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

    public static string Name(LogLevel level) => Names[(int)level];

    public static LogLevel? Parse(string text)
    {
        for (var level = 0; level < Names.Length; level++)
        {
            if (text.Equals(Names[level], StringComparison.OrdinalIgnoreCase))
            {
                return (LogLevel)level;
            }
        }
        return null;
    }
}
