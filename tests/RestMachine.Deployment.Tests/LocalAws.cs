using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace RestMachine.Deployment.Tests;

/// <summary>The server of local_aws, on a free port of 127.0.0.1.</summary>
internal sealed class LocalAws : IDisposable
{
    public const string Account = "123456789012";
    public const string Region = "us-east-1";
    private readonly Process _server;
    private readonly HttpClient _client = new();
    private readonly Uri _endpoint;

    private LocalAws(Process server, int port) => (_server, _endpoint) = (server, new Uri($"http://127.0.0.1:{port}/"));

    /// <summary>With these no client looks elsewhere.</summary>
    public Dictionary<string, string> Variables =>
        new(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = _endpoint.ToString().TrimEnd('/'),
            ["AWS_ACCESS_KEY_ID"] = "testing",
            ["AWS_SECRET_ACCESS_KEY"] = "testing",
            ["AWS_SESSION_TOKEN"] = "testing",
            ["AWS_REGION"] = Region,
            ["AWS_DEFAULT_REGION"] = Region,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_CONFIG_FILE"] = "/nowhere/config",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/nowhere/credentials",
        };

    public static async Task<LocalAws> StartAsync()
    {
        var port = FreePort();
        var command = new Command(PythonTools.Python, "-m", "local_aws", $"{port}")
        {
            Folder = Sources.Folder,
            Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PYTHONUNBUFFERED"] = "1",
                ["PYTHONDONTWRITEBYTECODE"] = "1",
            },
        };
        var server = Process.Start(command.ToStartInfo())!;
        var error = new StringBuilder();
        while (await server.StandardError.ReadLineAsync() is { } line)
        {
            error.AppendLine(line);
            if (line.Contains("Press CTRL+C to quit", StringComparison.Ordinal))
            {
                // Its log of requests: nobody reads it, and nobody may wait for that.
                _ = server.StandardError.ReadToEndAsync();
                _ = server.StandardOutput.ReadToEndAsync();
                return new LocalAws(server, port);
            }
        }
        throw new InvalidOperationException($"local_aws ended: {error}");
    }

    public async Task<JsonElement> LambdaAsync(string path) =>
        await SendAsync("lambda", new HttpRequestMessage(HttpMethod.Get, new Uri(_endpoint, path)));

    public async Task<string?> ParameterAsync(string name)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _endpoint)
        {
            Content = JsonContent($$"""{"Names": ["{{name}}"]}"""),
        };
        request.Headers.Add("X-Amz-Target", "AmazonSSM.GetParameters");
        var found = (await SendAsync("ssm", request)).GetProperty("Parameters");
        return found.GetArrayLength() == 0 ? null : found[0].GetProperty("Value").GetString();
    }

    /// <summary>The zip of a layer's version, from the address that the service names.</summary>
    public async Task<byte[]> LayerAsync(string name, int number)
    {
        var version = await LambdaAsync($"2018-10-31/layers/{name}/versions/{number}");
        return await DownloadAsync(version.GetProperty("Content").GetProperty("Location").GetString()!);
    }

    /// <summary>What <c>cdk deploy</c> uploaded.</summary>
    public Task<byte[]> AssetAsync(string key) =>
        DownloadAsync(
            $"http://localhost:{_endpoint.Port}/cdk-hnb659fds-assets-{Account}-{Region}/{key}"
                + "?AWSAccessKeyId=x&Signature=x&Expires=9999999999"
        );

    private Task<byte[]> DownloadAsync(string location) => _client.GetByteArrayAsync(new Uri(location));

    public void Dispose()
    {
        _client.Dispose();
        _server.StandardInput.Close();
        _server.WaitForExit();
        _server.Dispose();
    }

    private async Task<JsonElement> SendAsync(string service, HttpRequestMessage request)
    {
        // Nobody checks the signature; service and region are read from it.
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256",
            $"Credential=testing/20260101/{Region}/{service}/aws4_request, SignedHeaders=host, Signature=none"
        );
        using var response = await _client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }

    private static StringContent JsonContent(string json) =>
        new(json, new MediaTypeHeaderValue("application/x-amz-json-1.1"));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
