using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>
/// Load balancers without multi-value headers: one text per name. Cookies cannot be joined (RFC 6265, 3), so each gets a
/// spelling of its own, Set-Cookie, set-Cookie, SEt-Cookie …: names compare without case, JSON members do not. That a
/// load balancer passes all of them on is unproven on AWS; enable multi-value headers on the target group to be sure.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
/// </summary>
internal static class AlbFields
{
    private const string SetCookie = "Set-Cookie";

    public static void Write(Utf8JsonWriter json, Headers headers, IReadOnlyList<string> cookies)
    {
        json.WriteStartObject("headers"u8);
        ResponseFields.WriteJoined(json, headers);
        for (var index = 0; index < cookies.Count; index++)
        {
            json.WriteString(Spelling(index), cookies[index]);
        }

        json.WriteEndObject();
    }

    /// <summary>Each bit of the number turns the case of a letter: 512 spellings.</summary>
    private static string Spelling(int number) =>
        number == 0
            ? SetCookie
            : string.Create(
                SetCookie.Length,
                number,
                static (name, bits) =>
                {
                    SetCookie.CopyTo(name);
                    foreach (ref var letter in name)
                    {
                        if (letter == '-')
                        {
                            continue;
                        }

                        letter = (char)((bits & 1) == 0 ? letter : letter ^ ' ');
                        bits >>= 1;
                    }
                }
            );
}
