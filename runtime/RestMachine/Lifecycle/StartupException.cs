namespace RestMachine;

/// <summary>A startup handler failed; the application cannot serve.</summary>
public sealed class StartupException : Exception
{
    internal StartupException(string handler, Exception inner)
        : base($"Startup handler '{handler}' failed: {inner.Message}", inner) => Handler = handler;

    /// <summary>The handler's name.</summary>
    public string Handler { get; }
}
