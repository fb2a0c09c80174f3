using System.Text;

namespace RestMachine.Docs.Tests;

/// <summary>A command line as a POSIX shell splits it: words, quotes of both kinds, backslashes.</summary>
internal static class ShellWords
{
    public static IReadOnlyList<string> Of(string line)
    {
        List<string> words = [];
        StringBuilder? word = null;
        char? quote = null;
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            if (character == '\\' && quote != '\'')
            {
                (word ??= new()).Append(line[++index]);
            }
            else if (character == quote)
            {
                quote = null;
            }
            else if (quote is null && character is '"' or '\'')
            {
                quote = character;
                word ??= new();
            }
            else if (quote is null && character == ' ')
            {
                Add(words, word);
                word = null;
            }
            else
            {
                (word ??= new()).Append(character);
            }
        }

        Add(words, word);
        return words;
    }

    private static void Add(List<string> words, StringBuilder? word)
    {
        if (word is not null)
        {
            words.Add(word.ToString());
        }
    }
}
