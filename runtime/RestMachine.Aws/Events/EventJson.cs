using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>How events are read: deeper than .NET's 64 levels, since whoever sends one decides its form.</summary>
internal static class EventJson
{
    public const int MaxDepth = 512;

    public static JsonReaderOptions Reader => new() { MaxDepth = MaxDepth };

    public static JsonDocumentOptions Document => new() { MaxDepth = MaxDepth };
}
