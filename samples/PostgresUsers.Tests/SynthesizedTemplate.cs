namespace PostgresUsers.Tests;

public sealed class SynthesizedTemplate(DeployedFunction function)
{
    [Fact]
    public void HasTheLayerAndNoPassword()
    {
        var users = function.Stack.Functions()["Users"];
        var variables = users.GetProperty("Environment").GetProperty("Variables");

        users.GetProperty("Runtime").GetString().ShouldBe("provided.al2023");
        users.GetProperty("Layers").GetArrayLength().ShouldBe(1);
        variables.GetProperty("DATABASE").ToString().ShouldContain("SSL Mode=VerifyFull");
        variables.ToString().ShouldNotContain("Password");
    }

    [Fact]
    public void LetsTheFunctionConnectToTheProxyByIamOnly()
    {
        var proxy = function.Stack.ResourcesOf("AWS::RDS::DBProxy").ShouldHaveSingleItem();

        proxy.GetProperty("Auth")[0].GetProperty("IAMAuth").GetString().ShouldBe("REQUIRED");
        proxy.GetProperty("RequireTLS").GetBoolean().ShouldBeTrue();
        function
            .Stack.ResourcesOf("AWS::IAM::Policy")
            .ShouldContain(policy => policy.ToString().Contains("rds-db:connect"));
    }

    [Fact]
    public async Task LetsTheShutdownHandlersRun() =>
        (await function.Stack.DoctorAsync()).ShouldMatch(
            @"^PostgresUsers/Users\w+ \(provided\.al2023, x86_64\): its shutdown handlers can run, with 500 ms\n$"
        );
}
