namespace RestMachine.Packages.Tests;

/// <summary>What somebody writes who has read a README: nothing but the package, and the program.</summary>
public sealed class EmptyProject(UserMachine machine) : IClassFixture<UserMachine>
{
    private const string Program = """
        using System.Text.Json.Serialization;
        using RestMachine;
        using RestMachine.Aws;

        var app = new RestApplication(GreetingJson.Default);
        app.OnStartup("open_greeter", () => new Greeter());
        app.Get("/hello/{name}", (string name, Greeter greeter) => greeter.Greet(name));
        app.OnShutdown("close_greeter", (Greeter greeter) => greeter.Close());
        await new AwsApiGatewayAdapter(app).RunAsync();

        internal sealed record Greeting(string Text);

        internal sealed class Greeter
        {
            public Greeting Greet(string name) => new($"Hello {name}");

            public void Close() => Console.WriteLine("The greeter says goodbye");
        }

        [JsonSerializable(typeof(Greeting))]
        internal sealed partial class GreetingJson : JsonSerializerContext;
        """;

    private const string KestrelProgram = """
        using System.Text.Json.Serialization;
        using RestMachine;
        using RestMachine.AspNetCore;

        var app = new RestApplication(GreetingJson.Default);
        app.Get("/hello/{name}", (string name) => Results.Ok(new Greeting($"Hello {name}")));
        await app.RunOnKestrelAsync(args);

        internal sealed record Greeting(string Text);

        [JsonSerializable(typeof(Greeting))]
        internal sealed partial class GreetingJson : JsonSerializerContext;
        """;

    [Fact]
    public async Task IsBuiltAheadOfTimeAnswersAndShutsDownInTheLocalEnvironment()
    {
        machine.Write(
            "Hello/Hello.csproj",
            Project("Microsoft.NET.Sdk", "RestMachine.Aws", "<PublishAot>true</PublishAot>")
        );
        machine.Write("Hello/Program.cs", Program);

        var (exitCode, output) = await machine.RestMachineAsync(
            "local",
            "Hello",
            "--request",
            "GET /hello/Ada",
            "--shutdown",
            "spindown"
        );

        exitCode.ShouldBe(0, output);
        output.ShouldContain("""GET /hello/Ada → 200 {"Text":"Hello Ada"}""");
        output.ShouldContain("The greeter says goodbye");
        output.ShouldContain("[Extension] Shutdown handlers completed successfully (spindown, SIGTERM, 1 completed");
        machine.RestoredPackages().ShouldContain("RestMachine");
        machine.RestoredPackages().ShouldContain("RestMachine.Aws");
    }

    [Fact]
    public async Task OnKestrelBindsItsHandlersWithThatPackageAlone()
    {
        machine.Write("Web/Web.csproj", Project("Microsoft.NET.Sdk.Web", "RestMachine.AspNetCore"));
        machine.Write("Web/Program.cs", KestrelProgram);

        await machine.DotnetAsync("build", "Web", "--nologo");

        machine.RestoredPackages().ShouldContain("RestMachine.AspNetCore");
    }

    private static string Project(string sdk, string package, string property = "") =>
        $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {property}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="*" />
              </ItemGroup>
            </Project>
            """;
}
