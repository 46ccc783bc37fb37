using System.Management.Automation;

namespace EnterpriseSecurity.HelpWriter.Tests;

/// <summary>Gets <c>things</c> of a kind.</summary>
/// <remarks>
/// <para>It looks at
/// every thing. See <see cref="GetThingCommand"/> and <see cref="Kind"/>, or <c>all</c> of it.</para>
/// <list type="bullet"><item>one</item><item>two</item></list>
/// <note>Slow.</note>
/// </remarks>
/// <example>
/// <para>Get all.</para>
/// <code>
/// if ($true) {
///     Get-Thing a &lt; b
///
/// }
/// </code>
/// <para>All come out.</para>
/// </example>
/// <seealso cref="GetThingCommand"/>
/// <seealso href="about_Things"/>
[Cmdlet(VerbsCommon.Get, "Thing", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "ByName")]
[OutputType(typeof(SampleKind), typeof(string))]
public sealed class GetThingCommand : SampleBase
{
    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByName")]
    [Alias("N", "Label")]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>The number.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ByNumber")]
    [ValidateRange(1, 9)]
    public int Number { get; set; }

    /// <summary>The kind.</summary>
    [Parameter]
    public SampleKind Kind { get; set; } = SampleKind.Large;

    /// <summary>How long.</summary>
    [Parameter]
    public TimeSpan Within { get; set; } = TimeSpan.FromDays(30);
}
