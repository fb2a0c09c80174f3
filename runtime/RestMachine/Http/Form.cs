using System.Text;

namespace RestMachine;

/// <summary>A form as the client sent it: fields in order, names compare with case and may repeat.</summary>
public sealed class Form
{
    internal const string UrlEncoded = "application/x-www-form-urlencoded";

    private readonly List<KeyValuePair<string, string>> _fields;
    private readonly List<FormFile> _files;

    internal Form(List<KeyValuePair<string, string>> fields, List<FormFile> files)
    {
        _fields = fields;
        _files = files;
    }

    /// <summary>The fields that are no files, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => _fields;

    /// <summary>The uploaded files, in order; empty unless the form is <c>multipart/form-data</c>.</summary>
    public IReadOnlyList<FormFile> Files => _files;

    /// <summary>The first field of that name; <see langword="null"/> without one.</summary>
    public string? this[string name] => All(name).FirstOrDefault();

    /// <summary>Every field of that name, in order.</summary>
    public IEnumerable<string> All(string name) =>
        _fields.Where(field => field.Key == name).Select(field => field.Value);

    /// <summary>The first file of that name; <see langword="null"/> without one.</summary>
    public FormFile? File(string name) => _files.Find(file => file.Name == name);

    /// <summary>Reads both media types of HTML forms; false with the reason when it is another one or malformed.</summary>
    internal static bool TryRead(string? contentType, ReadOnlyMemory<byte> body, out Form form, out Problem? problem)
    {
        form = new Form([], []);
        problem = null;
        if (MediaType.Is(contentType, UrlEncoded))
        {
            form = ReadPairs(Encoding.UTF8.GetString(body.Span));
            return true;
        }

        if (!MediaType.Is(contentType, MultipartForm.MediaType))
        {
            var detail =
                $"The body has to be {UrlEncoded} or {MultipartForm.MediaType}, not {contentType ?? "untyped"}.";
            problem = new Problem(415, Detail: detail);
            return false;
        }

        if (MultipartForm.Read(MediaType.Parameter(contentType, "boundary"), body) is not { } read)
        {
            problem = new Problem(400, Detail: $"The body is not the {MultipartForm.MediaType} its Content-Type says.");
            return false;
        }

        form = read;
        return true;
    }

    private static Form ReadPairs(string text)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var position = 0;
        while (RestMachine.QueryString.TryRead(text, ref position, out var name, out var value))
        {
            fields.Add(new(name.ToString(), value.ToString()));
        }

        return new Form(fields, []);
    }
}
