namespace EnterpriseSecurity.AccessControl;

/// <summary>A role as it is kept: everything checked and canonical.</summary>
/// <param name="Id">The canonical name.</param>
/// <param name="Name">The name as it was written.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Permissions">What it allows, sorted.</param>
/// <param name="Deny">What it forbids, sorted.</param>
/// <param name="Parents">The ids of the roles it inherits from, sorted.</param>
/// <param name="CreatedAt">When it was defined.</param>
internal sealed record Role(string Id, string Name, string? Description, string[] Permissions, string[] Deny, string[] Parents, DateTimeOffset CreatedAt)
{
    /// <summary>True when both are defined alike; when they were does not matter.</summary>
    public bool IsDefinedAs(Role other) =>
        Name == other.Name && Description == other.Description
        && Permissions.AsSpan().SequenceEqual(other.Permissions) && Deny.AsSpan().SequenceEqual(other.Deny) && Parents.AsSpan().SequenceEqual(other.Parents);
}
