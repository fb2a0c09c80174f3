using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using RestMachine.Cdk;

internal static class Program
{
    public static void Main()
    {
        var app = new App();
        var stack = new Stack(app, "Users");
        Function function = new RestMachineFunction(
            stack,
            "Function",
            new RestMachineFunctionProps { Project = "../UsersApi" }
        );
        var dashboard = new Dashboard(stack, "Dashboard");
        {
            /* code */
        }
        app.Synth();
    }
}
