using System.Text.Json;
using Amazon.Lambda.Core;
using RestMachine.Aws.Events;

namespace RestMachine.Aws;

/// <summary>
/// A client context out of the Runtime API's header. Its members are named as the AWS mobile SDKs write them:
/// <c>client</c> with <c>installation_id</c>, <c>app_title</c> …, <c>custom</c>, <c>env</c>.
/// </summary>
internal sealed class AmazonClientContext(JsonElement json) : IClientContext, IClientApplication
{
    private readonly JsonElement _client = json.Member("client");

    public IDictionary<string, string> Environment { get; } = Texts(json.Member("env"));

    public IClientApplication Client => this;

    public IDictionary<string, string> Custom { get; } = Texts(json.Member("custom"));

    public string? AppPackageName => _client.Text("app_package_name");

    public string? AppTitle => _client.Text("app_title");

    public string? AppVersionCode => _client.Text("app_version_code");

    public string? AppVersionName => _client.Text("app_version_name");

    public string? InstallationId => _client.Text("installation_id");

    public static string? Write(IClientContext? context) =>
        context is null
            ? null
            : JsonObjects.Write(json =>
            {
                json.WriteStartObject("client");
                json.WriteString("app_package_name", context.Client?.AppPackageName);
                json.WriteString("app_title", context.Client?.AppTitle);
                json.WriteString("app_version_code", context.Client?.AppVersionCode);
                json.WriteString("app_version_name", context.Client?.AppVersionName);
                json.WriteString("installation_id", context.Client?.InstallationId);
                json.WriteEndObject();
                json.WriteTexts("custom", context.Custom);
                json.WriteTexts("env", context.Environment);
            });

    private static Dictionary<string, string> Texts(JsonElement members)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (members.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in members.EnumerateObject())
            {
                texts[member.Name] = member.Value.ToString();
            }
        }

        return texts;
    }
}
