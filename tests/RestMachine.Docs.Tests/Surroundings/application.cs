using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RestMachine;
using RestMachine.AspNetCore;
using RestMachine.Aws;

internal static class Program
{
    public static async Task Main(string[] args)
    {
        var app = new RestApplication(UsersJson.Default);
        var adapter = new AwsApiGatewayAdapter(app);
        /* code */
        await adapter.RunAsync();
    }
}
