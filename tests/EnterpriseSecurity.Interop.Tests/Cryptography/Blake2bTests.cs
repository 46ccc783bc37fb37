using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Cryptography;

public class Blake2bTests
{
    [NativeFact("b2sum")]
    public void Outputs_of_every_length_are_what_b2sum_gives()
    {
        for (int length = 1; length <= Blake2b.LargestOutput; length++)
        {
            byte[] data = RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(0, 1000));
            ToolResult tool = NativeTool.Run("b2sum", ["--binary", $"--length={8 * length}"], data);

            byte[] hash = new byte[length];
            Blake2b.Hash(data, hash);
            Assert.Equal(tool.Output.Split(' ')[0], Convert.ToHexStringLower(hash));
        }
    }
}
