using PostgresUsers;
using RestMachine.Aws;

var connection =
    Environment.GetEnvironmentVariable("DATABASE")
    ?? throw new InvalidOperationException(
        "DATABASE is not set: expected Npgsql's connection string, such as \"Host=localhost;Username=users;Database=users\"."
    );

await new AwsApiGatewayAdapter(UsersApplication.Create(connection)).RunAsync();
