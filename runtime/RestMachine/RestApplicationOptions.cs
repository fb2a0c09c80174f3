using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace RestMachine;

/// <summary>What an application is given from outside.</summary>
public sealed record RestApplicationOptions
{
    // Made of the options when first asked for; a copy with others makes its own.
    private IReadOnlyList<IResponseWriter>? _writers;

    /// <summary>The user's serializer context; without one, bodies are text or bytes only. Default: none.</summary>
    public JsonSerializerContext? Json
    {
        get;
        init => (field, _writers) = (value, null);
    }

    /// <summary>Representations beside text, bytes and JSON, in the order of preference. Default: none.</summary>
    public IReadOnlyList<IResponseWriter> Writers
    {
        get;
        init => (field, _writers) = (value, null);
    } = [];

    /// <summary>Services that handlers may ask for; the application never disposes them. Default: none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>
    /// Where the framework and injected loggers write. Default: where the application writes that this one is mounted
    /// in, else nowhere.
    /// </summary>
    public ILoggerFactory? Logging { get; init; }

    /// <summary>The clock of budgets and durations. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long an environment must have been without an event before <c>OnResume</c> handlers run. Default: one
    /// minute, the idle time after which AWS's Application Load Balancer drops a connection.
    /// </summary>
    public TimeSpan ResumeAfter { get; init; } = TimeSpan.FromMinutes(1);

    internal IReadOnlyList<IResponseWriter> AllWriters => _writers ??= [.. BuiltInWriters.Of(this), .. Writers];
}
