using System.Text;

namespace RestMachine.Extension.Json;

/// <summary>
/// Strict JSON (RFC 8259). Not System.Text.Json: its reader adds 70 KB to a file that every cold start of a function reads.
/// </summary>
internal ref struct JsonScanner(ReadOnlySpan<byte> json)
{
    private const int MaxDepth = 64;

    private ReadOnlySpan<byte> rest = json;
    private int depth;

    public bool AtEnd()
    {
        SkipBlanks();
        return rest.IsEmpty;
    }

    public bool TryReadValue(out JsonValue value)
    {
        value = new JsonValue();
        SkipBlanks();
        if (rest.IsEmpty || depth >= MaxDepth)
        {
            return false;
        }
        depth++;
        var read = rest[0] switch
        {
            (byte)'{' => TryReadObject(out value),
            (byte)'[' => TryReadArray(out value),
            (byte)'"' => TryReadText(out value),
            (byte)'t' => TryTake("true"u8),
            (byte)'f' => TryTake("false"u8),
            (byte)'n' => TryTake("null"u8),
            _ => TryReadNumber(out value),
        };
        depth--;
        return read;
    }

    private bool TryReadObject(out JsonValue value)
    {
        var fields = new JsonFields();
        value = new JsonValue { Object = fields };
        if (!TryTake("{"u8) || TryTakeToken("}"u8))
        {
            return true;
        }
        do
        {
            SkipBlanks();
            if (!TryReadString(out var name) || !TryTakeToken(":"u8) || !TryReadValue(out var field))
            {
                return false;
            }
            fields.Add(new JsonField(name, field));
        } while (TryTakeToken(","u8));
        return TryTakeToken("}"u8);
    }

    private bool TryReadArray(out JsonValue value)
    {
        var objects = new List<JsonFields>();
        value = new JsonValue { Objects = objects };
        if (!TryTake("["u8) || TryTakeToken("]"u8))
        {
            return true;
        }
        do
        {
            if (!TryReadValue(out var item))
            {
                return false;
            }
            if (item.Object is { } fields)
            {
                objects.Add(fields);
            }
        } while (TryTakeToken(","u8));
        return TryTakeToken("]"u8);
    }

    private bool TryReadText(out JsonValue value)
    {
        var read = TryReadString(out var text);
        value = new JsonValue { Text = text };
        return read;
    }

    private bool TryReadString(out string text)
    {
        var read = new StringBuilder();
        text = "";
        if (!TryTake("\""u8))
        {
            return false;
        }
        while (true)
        {
            var run = 0;
            while (run < rest.Length && rest[run] is not ((byte)'"' or (byte)'\\' or < (byte)' '))
            {
                run++;
            }
            read.Append(Encoding.UTF8.GetString(rest[..run]));
            rest = rest[run..];
            if (TryTake("\""u8))
            {
                text = read.ToString();
                return true;
            }
            if (!TryTake("\\"u8) || !TryReadEscape(read))
            {
                return false;
            }
        }
    }

    private bool TryReadEscape(StringBuilder text)
    {
        if (rest.IsEmpty)
        {
            return false;
        }
        var place = "\"\\/bfnrt"u8.IndexOf(rest[0]);
        if (place >= 0)
        {
            text.Append("\"\\/\b\f\n\r\t"[place]);
            rest = rest[1..];
            return true;
        }
        if (!TryTake("u"u8) || rest.Length < 4)
        {
            return false;
        }
        var code = 0;
        foreach (var digit in rest[..4])
        {
            var hex = "0123456789abcdef"u8.IndexOf((byte)char.ToLowerInvariant((char)digit));
            if (hex < 0)
            {
                return false;
            }
            code = code * 16 + hex;
        }
        text.Append((char)code);
        rest = rest[4..];
        return true;
    }

    private bool TryReadNumber(out JsonValue value)
    {
        var start = rest;
        _ = TryTake("-"u8);
        var read = TryTake("0"u8) || TryTakeDigits();
        if (read && TryTake("."u8))
        {
            read = TryTakeDigits();
        }
        if (read && (TryTake("e"u8) || TryTake("E"u8)))
        {
            _ = TryTake("+"u8) || TryTake("-"u8);
            read = TryTakeDigits();
        }
        value = new JsonValue { Number = Encoding.UTF8.GetString(start[..^rest.Length]) };
        return read;
    }

    private bool TryTakeDigits()
    {
        var count = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        count = count < 0 ? rest.Length : count;
        rest = rest[count..];
        return count > 0;
    }

    private bool TryTakeToken(ReadOnlySpan<byte> token)
    {
        SkipBlanks();
        return TryTake(token);
    }

    private bool TryTake(ReadOnlySpan<byte> token)
    {
        if (!rest.StartsWith(token))
        {
            return false;
        }
        rest = rest[token.Length..];
        return true;
    }

    private void SkipBlanks() => rest = rest.TrimStart(" \t\r\n"u8);
}
