using RestMachine;
using RestMachine.Aws;

public static class Program
{
    public static string Describe()
    {
        var app = new RestApplication(UsersJson.Default);
        /* code */
        return app.Lifecycle.Describe();
    }
}
