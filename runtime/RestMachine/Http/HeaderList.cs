namespace RestMachine;

/// <summary>A field whose value is a list (RFC 9110, 5.6.1): members between commas, empty ones left out.</summary>
internal static class HeaderList
{
    public static IEnumerable<string> Members(string value)
    {
        var start = 0;
        var isQuoted = false;
        for (var index = 0; index < value.Length; index++)
        {
            if (value[index] == '\\' && isQuoted)
            {
                index++;
            }
            else if (value[index] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (value[index] == ',' && !isQuoted)
            {
                if (value.AsSpan(start..index).Trim() is { IsEmpty: false } member)
                {
                    yield return member.ToString();
                }

                start = index + 1;
            }
        }

        if (value.AsSpan(start).Trim() is { IsEmpty: false } last)
        {
            yield return last.ToString();
        }
    }
}
