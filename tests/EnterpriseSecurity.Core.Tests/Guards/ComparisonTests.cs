using EnterpriseSecurity.Core.Tests.Support;
using Call = EnterpriseSecurity.Core.Tests.Guards.CallReader.Call;

namespace EnterpriseSecurity.Core.Tests.Guards;

/// <summary>
/// A comparison that ends at the first difference tells by its time how much was guessed right. So each comparison of
/// bytes or texts in the product's code is in a list, with the reason why nothing in it is secret, and what verifies a secret
/// is in another.
/// </summary>
public sealed class ComparisonTests
{
    private static readonly string[] Assemblies =
    [
        typeof(EnterpriseSecurityManager).Assembly.Location,
        Path.Combine(Path.GetDirectoryName(typeof(EnterpriseSecurityManager).Assembly.Location)!, "EnterpriseSecurity.Providers.dll"),
        BuiltAssembly.Of("CmdletAssembly"),
    ];

    private static readonly Lazy<IReadOnlyList<Call>> Calls = new(() => [.. Assemblies.SelectMany(CallReader.Read)]);

    [Fact]
    public void Every_comparison_that_may_end_early_is_of_something_that_is_no_secret()
    {
        HashSet<string> found = [.. Calls.Value.Where(EndsEarly).Select(call => call.Caller)];
        IReadOnlySet<string> allowed = Listed("comparisons.txt");

        string[] unknown = [.. found.Except(allowed).Order(StringComparer.Ordinal)];
        Assert.True(unknown.Length == 0, $"These compare bytes or texts. Use CryptographicOperations.FixedTimeEquals when one is a secret; else name them in Guards/comparisons.txt:\n{string.Join('\n', unknown)}");
        string[] stale = [.. allowed.Except(found).Order(StringComparer.Ordinal)];
        Assert.True(stale.Length == 0, $"These in Guards/comparisons.txt compare nothing any more:\n{string.Join('\n', stale)}");
    }

    [Fact]
    public void What_verifies_a_secret_takes_the_same_time_for_every_wrong_one()
    {
        HashSet<string> found = [.. Calls.Value.Where(call => call.Target == "CryptographicOperations.FixedTimeEquals").Select(call => call.Caller)];
        IReadOnlySet<string> listed = Listed("verifications.txt");

        string[] gone = [.. listed.Except(found).Order(StringComparer.Ordinal)];
        Assert.True(gone.Length == 0, $"These no longer compare in fixed time:\n{string.Join('\n', gone)}");
        string[] unlisted = [.. found.Except(listed).Order(StringComparer.Ordinal)];
        Assert.True(unlisted.Length == 0, $"Name these in Guards/verifications.txt, so that they stay:\n{string.Join('\n', unlisted)}");
    }

    private static bool EndsEarly(Call call) => call.Target switch
    {
        "MemoryExtensions.SequenceEqual" or "MemoryExtensions.SequenceCompareTo" or "MemoryExtensions.CommonPrefixLength" or "Enumerable.SequenceEqual" => call.Arguments is "Byte" or "Char" or "String",
        "MemoryExtensions.Equals" or "MemoryExtensions.CompareTo" => !call.HasLiteral,
        "String.op_Equality" or "String.op_Inequality" or "String.Equals" or "String.Compare" or "String.CompareOrdinal" or "String.CompareTo" or "StringComparer.Equals" or "StringComparer.Compare" => !call.HasLiteral,
        _ => false,
    };

    // A line that begins with # is the reason for those below it.
    private static HashSet<string> Listed(string file)
    {
        string[] lines = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Guards", file)).Where(line => line.Length > 0)];
        Assert.StartsWith("#", lines[0], StringComparison.Ordinal);
        return [.. lines.Where(line => !line.StartsWith('#'))];
    }
}
