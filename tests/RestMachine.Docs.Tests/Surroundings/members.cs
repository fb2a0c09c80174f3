using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using RestMachine;
using RestMachine.Aws;

public sealed class UsersFunction
{
    /* code */
}
