using System.Text;

namespace RestMachine.Extension.Http;

/// <summary>A whole answer.</summary>
/// <param name="status">The status code, 200 to 599.</param>
/// <param name="fields">The header field lines.</param>
/// <param name="body">The content, chunks joined.</param>
internal sealed class HttpResponse(int status, HttpFields fields, byte[] body)
{
    public int Status => status;
    public HttpFields Fields => fields;
    public byte[] Body => body;
    public string Text => Encoding.UTF8.GetString(body);
}
