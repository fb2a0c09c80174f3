using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace RestMachine;

/// <summary>The header fields of a message: names compare without case, a name may occur several times (RFC 9110, 5).</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "HTTP's own word")]
public sealed class Headers : IEnumerable<KeyValuePair<string, string>>
{
    private KeyValuePair<string, string>[] _fields;

    /// <summary>No fields.</summary>
    public Headers() => _fields = [];

    internal Headers(int capacity) => _fields = new KeyValuePair<string, string>[capacity];

    /// <summary>How many field lines there are; a name that occurs twice counts twice.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// The field's value, several lines joined with a comma (RFC 9110, 5.3); <see langword="null"/> when it is absent.
    /// Setting replaces every line of that name; setting <see langword="null"/> removes them.
    /// </summary>
    public string? this[string name]
    {
        get
        {
            string? found = null;
            for (var index = 0; index < Count; index++)
            {
                if (IsNamed(_fields[index], name))
                {
                    found = found is null ? _fields[index].Value : $"{found}, {_fields[index].Value}";
                }
            }

            return found;
        }
        set
        {
            Remove(name);
            if (value is not null)
            {
                Add(name, value);
            }
        }
    }

    /// <summary>Adds a field line and keeps those of the same name.</summary>
    /// <exception cref="ArgumentException">A line break or NUL in name or value would forge another field.</exception>
    public void Add(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.AsSpan().IndexOfAny("\r\n\0: ") >= 0 || value.AsSpan().IndexOfAny("\r\n\0") >= 0)
        {
            throw new ArgumentException(
                $"Header field \"{name}\" has a character that HTTP does not allow there.",
                nameof(value)
            );
        }

        if (Count == _fields.Length)
        {
            Array.Resize(ref _fields, Math.Max(2, 2 * Count));
        }

        _fields[Count++] = new(name, value);
    }

    /// <summary>Every line of that name, in order.</summary>
    public IEnumerable<string> All(string name) =>
        this.Where(field => IsNamed(field, name)).Select(field => field.Value);

    /// <summary>The field lines, for those who count every allocation; valid until the next change.</summary>
    internal ReadOnlySpan<KeyValuePair<string, string>> Lines => _fields.AsSpan(0, Count);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
        {
            yield return _fields[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Remove(string name)
    {
        var kept = 0;
        foreach (var field in Lines)
        {
            if (!IsNamed(field, name))
            {
                _fields[kept++] = field;
            }
        }

        _fields.AsSpan(kept, Count - kept).Clear();
        Count = kept;
    }

    private static bool IsNamed(KeyValuePair<string, string> field, string name) =>
        field.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
