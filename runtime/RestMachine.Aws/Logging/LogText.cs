using System.Globalization;
using System.Text;

namespace RestMachine.Aws.Logging;

/// <summary>Text of others in a log line that it must neither forge nor, being too long, have split into several.</summary>
internal static class LogText
{
    /// <summary>
    /// CloudWatch takes events of 256 KB; escaped, every character of a message this long fits.
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
    /// </summary>
    public const int MaxLength = 32 * 1024;

    public static string Cut(string message) =>
        message.Length <= MaxLength ? message : string.Concat(message.AsSpan(0, MaxLength), "…");

    public static string OneLine(string message)
    {
        var text = new StringBuilder(message.Length + 16);
        foreach (var character in Cut(message))
        {
            if (IsUnsafe(character))
            {
                text.Append(Escaped(character));
            }
            else
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }

    /// <summary>C0, DEL, C1, line and paragraph separators, and the marks that reorder what is shown.</summary>
    public static bool IsUnsafe(char character) =>
        char.IsControl(character)
        || character
            is '\u061C'
                or '\u200E'
                or '\u200F'
                or (>= '\u2028' and <= '\u202E')
                or (>= '\u2066' and <= '\u2069');

    private static string Escaped(char character) =>
        character switch
        {
            '\n' => @"\n",
            '\r' => @"\r",
            '\t' => @"\t",
            _ => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)character:X4}"),
        };
}
