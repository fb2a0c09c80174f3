using RestMachine.AspNetCore;
using RestMachine.Aws;
using RestMachine.ConformanceFunction;

// The same application on Lambda and, with a command line, on Kestrel.
var app = ConformanceApplication.Create();
app.OnStartup(() => Console.WriteLine("startup"));
app.OnShutdown(() => Console.WriteLine("shutdown"));

if (args.Length > 0)
{
    await app.RunOnKestrelAsync(args);
}
else
{
    await new AwsApiGatewayAdapter(app).RunAsync();
}
