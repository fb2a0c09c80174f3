using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>Texts that nearly every event has, so that they need not be made again.</summary>
internal static class Words
{
    /// <summary>The text of the token at hand; null when it is none of these.</summary>
    public static string? Find(ref Utf8JsonReader json) =>
        json.ValueTextEquals("GET"u8) ? "GET"
        : json.ValueTextEquals("POST"u8) ? "POST"
        : json.ValueTextEquals("PUT"u8) ? "PUT"
        : json.ValueTextEquals("DELETE"u8) ? "DELETE"
        : json.ValueTextEquals("$default"u8) ? "$default"
        : json.ValueTextEquals(""u8) ? ""
        : null;
}
