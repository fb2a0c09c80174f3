using BenchmarkUsers;
using RestMachine;
using RestMachine.Aws;

var app = new RestApplication(BenchmarkJson.Default);

app.Get("/users/{id}", (string id) => new User(id, $"User {id}"));

await new AwsApiGatewayAdapter(app).RunAsync();
