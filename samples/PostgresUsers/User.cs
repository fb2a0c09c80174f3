using System.ComponentModel.DataAnnotations;

namespace PostgresUsers;

internal sealed record User(int Id, string Name);

internal sealed record NewUser([property: StringLength(100, MinimumLength = 1)] string Name);
