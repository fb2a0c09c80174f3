using System.Text;

namespace RestMachine;

/// <summary>Text and bytes as they are, everything else as JSON.</summary>
internal sealed class ValueResult<T>(int status, T value) : IResult
{
    public Response ToResponse(ResultContext context) =>
        value switch
        {
            string text => new Response(status, MediaType.Text, Encoding.UTF8.GetBytes(text)),
            byte[] bytes => new Response(status, MediaType.Bytes, bytes),
            _ => new JsonResult<T>(status, value).ToResponse(context),
        };
}
