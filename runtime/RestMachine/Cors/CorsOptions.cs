namespace RestMachine;

/// <summary>Who may use the application from a page of another origin (Fetch standard, 3.2).</summary>
public sealed record CorsOptions
{
    /// <summary>Origins such as <c>https://app.example</c>, compared exactly; or <c>*</c> alone, every origin.</summary>
    public required IReadOnlyList<string> Origins { get; init; }

    /// <summary>Methods that a preflight allows. Default: the one it asks for.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Request fields that a preflight allows. Default: those it asks for.</summary>
    public IReadOnlyList<string> RequestHeaders { get; init; } = [];

    /// <summary>Response fields that the page may read beside those every page may. Default: none.</summary>
    public IReadOnlyList<string> ExposedHeaders { get; init; } = [];

    /// <summary>Whether cookies and credentials may travel along; not together with <c>*</c>. Default: false.</summary>
    public bool AllowCredentials { get; init; }

    /// <summary>How long a browser may remember a preflight. Default: not sent, the browser's own (mostly 5 seconds).</summary>
    public TimeSpan? MaxAge { get; init; }
}
