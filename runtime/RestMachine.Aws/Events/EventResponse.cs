using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace RestMachine.Aws.Events;

/// <summary>Writes a response in the form that the sender of the event reads.</summary>
internal static class EventResponse
{
    // Only quotes, backslashes and control characters need an escape in JSON; nobody puts an event into a web page.
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <param name="response">The response, cookies left out.</param>
    /// <param name="cookies">What each <c>Set-Cookie</c> field says.</param>
    /// <param name="kind">Who reads it.</param>
    /// <param name="output">Where it is written; on an exception, nothing but garbage.</param>
    public static void Write(
        Response response,
        IReadOnlyList<string> cookies,
        LambdaEventKind kind,
        IBufferWriter<byte> output
    )
    {
        var json = Begin(response, cookies, kind, output);
        WriteBody(json, response);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>
    /// What a streamed response begins with: status and fields, and eight NUL before the content.
    /// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
    /// </summary>
    public static void WritePrelude(
        Response response,
        IReadOnlyList<string> cookies,
        LambdaEventKind kind,
        IBufferWriter<byte> output
    )
    {
        var json = Begin(response, cookies, kind, output);
        json.WriteEndObject();
        json.Flush();
        output.Write("\0\0\0\0\0\0\0\0"u8);
    }

    private static Utf8JsonWriter Begin(
        Response response,
        IReadOnlyList<string> cookies,
        LambdaEventKind kind,
        IBufferWriter<byte> output
    )
    {
        var json = t_writer ??= new Utf8JsonWriter(Stream.Null, s_options);
        json.Reset(output);
        json.WriteStartObject();
        json.WriteNumber("statusCode"u8, response.Status);
        switch (kind)
        {
            case LambdaEventKind.HttpApi or LambdaEventKind.FunctionUrl:
                HttpApiFields.Write(json, response.Headers, cookies);
                break;
            case LambdaEventKind.Alb:
                json.WriteString("statusDescription"u8, DescriptionOf(response.Status));
                AlbFields.Write(json, response.Headers, cookies);
                break;
            case LambdaEventKind.AlbMultiValue:
                json.WriteString("statusDescription"u8, DescriptionOf(response.Status));
                MultiValueFields.Write(json, response.Headers, cookies);
                break;
            default:
                MultiValueFields.Write(json, response.Headers, cookies);
                break;
        }

        return json;
    }

    /// <summary>What a load balancer asks for.</summary>
    private static string DescriptionOf(int status) => $"{status} {ReasonPhrase.Of(status)}";

    private static void WriteBody(Utf8JsonWriter json, Response response)
    {
        var body = response.Body.Span;
        var isText = body.IsEmpty || (response.IsText && Utf8.IsValid(body));
        if (isText)
        {
            json.WriteString("body"u8, body);
        }
        else
        {
            json.WriteBase64String("body"u8, body);
        }

        json.WriteBoolean("isBase64Encoded"u8, !isText);
    }
}
