namespace RestMachine.Generators.Applications;

/// <summary>Splits a template where nothing encloses the separator, as the run does.</summary>
internal static class TemplateText
{
    /// <summary>
    /// Within parentheses only parentheses count, so that a pattern may have braces, slashes and colons; a backslash
    /// takes the next character's meaning away.
    /// </summary>
    public static IReadOnlyList<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var (braces, parentheses, start) = (0, 0, 0);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (parentheses > 0 && character == '\\')
            {
                index++;
                continue;
            }

            parentheses += Step(character, '(', ')', parentheses);
            braces += parentheses > 0 ? 0 : Step(character, '{', '}', braces);
            if (character == separator && parentheses == 0 && braces == 0)
            {
                parts.Add(text.Substring(start, index - start));
                start = index + 1;
            }
        }

        parts.Add(text.Substring(start));
        return parts;
    }

    private static int Step(char character, char open, char close, int depth) =>
        character == open ? 1
        : character == close && depth > 0 ? -1
        : 0;
}
