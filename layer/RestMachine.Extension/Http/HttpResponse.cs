using System.Text;

namespace RestMachine.Extension.Http;

/// <summary>A whole answer.</summary>
/// <param name="Status">The status code, 200 to 599.</param>
/// <param name="Fields">The header field lines.</param>
/// <param name="Body">The content, chunks joined.</param>
internal sealed record HttpResponse(int Status, HttpFields Fields, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
