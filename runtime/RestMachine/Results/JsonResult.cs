using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RestMachine;

internal sealed class JsonResult<T>(int status, T value) : IResult
{
    public Response ToResponse(ResultContext context)
    {
        var type = (JsonTypeInfo<T>)context.JsonTypeInfo(typeof(T));
        return new Response(status, MediaType.Json, JsonSerializer.SerializeToUtf8Bytes(value, type));
    }
}
