using System.Text.Json;

internal static class Queue
{
    public static Task HandleAsync(string? source, JsonElement record, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
