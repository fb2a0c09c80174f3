using System.Text;
using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>
/// The query as a client would send it, out of an object of parameters. API Gateway decodes their values
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html), so they are encoded again;
/// a load balancer does not (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html),
/// so they stay as they are. Either way a handler sees them decoded once.
/// </summary>
internal static class EventQuery
{
    public static string Read(in EventMembers found, ReadOnlySpan<byte> payload, bool isDecoded)
    {
        var query = Read(found.MultiValueQuery, payload, isDecoded);
        return query.Length > 0 ? query : Read(found.Query, payload, isDecoded);
    }

    private static string Read(Slice parameters, ReadOnlySpan<byte> payload, bool isDecoded)
    {
        if (parameters.IsEmpty)
        {
            return "";
        }

        var json = new Utf8JsonReader(parameters.Of(payload), EventJson.Reader);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return "";
        }

        var query = new StringBuilder();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Encode(json.GetString()!, isDecoded);
            json.Read();
            if (json.TokenType == JsonTokenType.StartArray)
            {
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    Append(query, name, ref json, isDecoded);
                }
            }
            else
            {
                Append(query, name, ref json, isDecoded);
            }
        }

        return query.ToString();
    }

    private static void Append(StringBuilder query, string name, ref Utf8JsonReader json, bool isDecoded)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            query.Append(query.Length == 0 ? "" : "&").Append(name);
            query.Append('=').Append(Encode(json.GetString()!, isDecoded));
        }
        else
        {
            json.Skip();
        }
    }

    private static string Encode(string text, bool isDecoded) => isDecoded ? Uri.EscapeDataString(text) : text;
}
