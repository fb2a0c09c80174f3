using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace RestMachine.AspNetCore.Tests.Hosting;

public sealed class SeveralApplications : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private readonly WebApplication _host;

    public SeveralApplications()
    {
        var shop = new RestApplication();
        shop.Get("/{*path}", (Request request) => $"shop {request.Path}?{request.QueryString}");
        var admin = new RestApplication();
        admin.Get("/{*path}", (Request request) => $"admin {request.Path}?{request.QueryString}");
        _host = KestrelHost.Create(shop, builder => builder.Services.AddRestMachine(admin));
        _host.MapGroup("/tenants/{tenant}/admin").MapRestMachine(admin);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("/users/1?a=%26", "shop /users/1?a=%26")]
    [InlineData("/tenants/a%2Fb/admin/users/a%20b?c", "admin /users/a%20b?c")]
    [InlineData("/tenants/one/admin/", "admin /?")]
    [InlineData("/tenants/one/admin", "admin /?")]
    [InlineData("/tenants/one/administration", "shop /tenants/one/administration?")]
    public async Task AreToldApartByThePrefixOfTheirGroup(string target, string expected)
    {
        var uri = new Uri(
            $"{_host.Urls.Single()}{target}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );

        (await _client.GetStringAsync(uri, Cancellation)).ShouldBe(expected);
    }
}
