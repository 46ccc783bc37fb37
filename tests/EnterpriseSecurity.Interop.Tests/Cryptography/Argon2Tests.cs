using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Cryptography;

public class Argon2Tests
{
    [NativeFact("argon2")]
    public void Twenty_random_parameter_sets_give_what_the_argon2_program_gives()
    {
        string[] switches = ["-d", "-i", "-id"];
        for (int round = 0; round < 20; round++)
        {
            Argon2Variant variant = round < 12 ? Argon2Variant.Argon2id : (Argon2Variant)(round % 2);
            int lanes = RandomNumberGenerator.GetInt32(1, 5);
            Argon2Parameters parameters = new(RandomNumberGenerator.GetInt32(8 * lanes, 3000), RandomNumberGenerator.GetInt32(1, 5), lanes);
            int length = RandomNumberGenerator.GetInt32(4, 130);
            string password = Convert.ToHexString(RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(1, 60)));
            string salt = Convert.ToHexString(RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(4, 20)));

            ToolResult tool = NativeTool.Run(
                "argon2",
                [salt, switches[(int)variant], "-k", $"{parameters.MemoryKiB}", "-t", $"{parameters.Iterations}", "-p", $"{lanes}", "-l", $"{length}", "-r"],
                Encoding.ASCII.GetBytes(password));

            byte[] output = new byte[length];
            Argon2.DeriveKey(variant, Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), parameters, output);
            Assert.Equal(tool.Output.Trim(), Convert.ToHexStringLower(output));
        }
    }
}
