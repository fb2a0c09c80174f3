using System.Text.Json;

namespace RestMachine;

/// <summary>A value that a handler declared as <c>object</c>: its run-time type decides.</summary>
internal sealed class ObjectResult(object value) : IResult
{
    public Response ToResponse(ResultContext context) =>
        new(200, MediaType.Json, JsonSerializer.SerializeToUtf8Bytes(value, context.JsonTypeInfo(value.GetType())));
}
