using System.Management.Automation;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Shows what a signed token says, without verifying anything. Test-Jwt verifies.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Jwt")]
[OutputType(typeof(JwtContentInfo))]
public sealed class ConvertFromJwtCommand : SecurityCmdlet
{
    /// <summary>The token.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Token { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string token in Token) ForEachInput(null, () => WriteObject(new JwtContentInfo(UnverifiedJwt.Read(token))));
    }
}
