using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>
/// Reads an event in one pass, its members in any order. What a request rarely asks for is only remembered by its place.
/// </summary>
internal static class EventReader
{
    /// <exception cref="JsonException">The event is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A text is not Unicode.</exception>
    public static EventMembers Read(ReadOnlySpan<byte> payload)
    {
        var json = new Utf8JsonReader(payload, EventJson.Reader);
        var found = new EventMembers();
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            json.Read();
            return found;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!ReadRequestLine(ref json, ref found) && !ReadFields(ref json, ref found))
            {
                ReadRest(ref json, ref found);
            }
        }

        json.Read();
        return found;
    }

    private static bool ReadRequestLine(ref Utf8JsonReader json, ref EventMembers found)
    {
        if (json.ValueTextEquals("rawPath"u8))
        {
            found.RawPath = Text(ref json);
        }
        else if (json.ValueTextEquals("rawQueryString"u8))
        {
            found.RawQueryString = Text(ref json);
        }
        else if (json.ValueTextEquals("httpMethod"u8))
        {
            found.Method = Text(ref json);
        }
        else if (json.ValueTextEquals("path"u8))
        {
            found.Path = Text(ref json);
        }
        else if (json.ValueTextEquals("queryStringParameters"u8))
        {
            found.Query = Place(ref json);
        }
        else if (json.ValueTextEquals("multiValueQueryStringParameters"u8))
        {
            found.MultiValueQuery = Place(ref json);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool ReadFields(ref Utf8JsonReader json, ref EventMembers found)
    {
        if (json.ValueTextEquals("headers"u8))
        {
            json.Read();
            if (found.HasMultiValueHeaders)
            {
                json.Skip();
            }
            else
            {
                found.Headers = FieldReader.Fields(ref json);
            }
        }
        else if (json.ValueTextEquals("multiValueHeaders"u8))
        {
            json.Read();
            if (json.TokenType == JsonTokenType.StartObject)
            {
                var fields = FieldReader.Fields(ref json);
                if (fields.Count > 0)
                {
                    found.Headers = fields;
                    found.HasMultiValueHeaders = true;
                }
                else
                {
                    found.HasEmptyMultiValueHeaders = true;
                }
            }
            else
            {
                json.Skip();
            }
        }
        else if (json.ValueTextEquals("cookies"u8))
        {
            json.Read();
            found.Cookies = FieldReader.Cookies(ref json);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void ReadRest(ref Utf8JsonReader json, ref EventMembers found)
    {
        if (json.ValueTextEquals("requestContext"u8))
        {
            RequestContextReader.Read(ref json, ref found);
        }
        else if (json.ValueTextEquals("body"u8))
        {
            found.Body = Place(ref json);
        }
        else if (json.ValueTextEquals("isBase64Encoded"u8))
        {
            json.Read();
            found.IsBase64Encoded = json.TokenType == JsonTokenType.True;
            json.Skip();
        }
        else if (json.ValueTextEquals("version"u8))
        {
            json.Read();
            found.IsVersionOne = json.TokenType == JsonTokenType.String && json.ValueTextEquals("1.0"u8);
            json.Skip();
        }
        else if (json.ValueTextEquals("pathParameters"u8))
        {
            found.PathParameters = Place(ref json);
        }
        else if (json.ValueTextEquals("resource"u8) || json.ValueTextEquals("routeKey"u8))
        {
            found.Template = Text(ref json);
        }
        else
        {
            found.IsForAuthorizer |= json.ValueTextEquals("methodArn"u8) || json.ValueTextEquals("routeArn"u8);
            json.Skip();
        }
    }

    /// <summary>The value of the property at hand; null when it is no text.</summary>
    public static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
        {
            return Words.Find(ref json) ?? json.GetString();
        }

        json.Skip();
        return null;
    }

    private static Slice Place(ref Utf8JsonReader json)
    {
        json.Read();
        var start = (int)json.TokenStartIndex;
        var isNull = json.TokenType == JsonTokenType.Null;
        json.Skip();
        return isNull ? default : new Slice(start, (int)json.BytesConsumed - start);
    }
}
