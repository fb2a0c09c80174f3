namespace RestMachine.Emulator.Protocol;

internal sealed record FunctionIdentity(string Name, string Handler)
{
    public bool IsSnapStart { get; init; }

    public const string Version = "$LATEST";
    public const string Region = "us-east-1";
    public const string AccountId = "123456789012";

    public string Arn => $"arn:aws:lambda:{Region}:{AccountId}:function:{Name}";

    public byte[] ToRegisterResponse(bool withAccountId) =>
        JsonText.Object(json =>
        {
            json.WriteString("functionName", Name);
            json.WriteString("functionVersion", Version);
            json.WriteString("handler", Handler);
            if (withAccountId)
            {
                json.WriteString("accountId", AccountId);
            }
        });
}
