using System.Management.Automation;

namespace EnterpriseSecurity.HelpWriter.Tests;

/// <summary>What the sample has in common with others.</summary>
public abstract class SampleBase : PSCmdlet
{
    /// <summary>Says more.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }
}
