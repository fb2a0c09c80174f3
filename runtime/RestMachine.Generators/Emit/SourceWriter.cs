using System.Text;

namespace RestMachine.Generators.Emit;

/// <summary>Indented lines; a brace opened is a brace closed.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line = "") =>
        _text.Append(line.Length == 0 ? "" : new string(' ', _depth * 4)).Append(line).Append('\n');

    public void Open(string? header = null)
    {
        if (header is not null)
        {
            Line(header);
        }

        Line("{");
        _depth++;
    }

    public void Close(string suffix = "")
    {
        _depth--;
        Line("}" + suffix);
    }

    public override string ToString() => _text.ToString();
}
