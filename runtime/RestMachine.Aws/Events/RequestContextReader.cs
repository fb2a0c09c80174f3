using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>Reads of requestContext what every request needs.</summary>
internal static class RequestContextReader
{
    public static void Read(ref Utf8JsonReader json, ref EventMembers found)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        var start = (int)json.TokenStartIndex;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref json, ref found);
        }

        found.RequestContext = new Slice(start, (int)json.BytesConsumed - start);
    }

    private static void ReadMember(ref Utf8JsonReader json, ref EventMembers found)
    {
        if (json.ValueTextEquals("http"u8))
        {
            ReadHttp(ref json, ref found);
        }
        else if (json.ValueTextEquals("requestId"u8))
        {
            found.RequestId = EventReader.Text(ref json);
        }
        else if (json.ValueTextEquals("stage"u8))
        {
            found.Stage = EventReader.Text(ref json);
        }
        else if (json.ValueTextEquals("domainName"u8))
        {
            found.DomainName = EventReader.Text(ref json);
        }
        else
        {
            found.IsFromLoadBalancer |= json.ValueTextEquals("elb"u8);
            json.Skip();
        }
    }

    private static void ReadHttp(ref Utf8JsonReader json, ref EventMembers found)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("method"u8))
            {
                found.ContextMethod = EventReader.Text(ref json);
            }
            else
            {
                json.Skip();
            }
        }
    }
}
