namespace Amazon.Lambda.APIGatewayEvents;

public class APIGatewayCustomAuthorizerContext : Dictionary<string, object>;
