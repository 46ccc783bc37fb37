using System.Globalization;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Cryptography;

public class Argon2InteropTests
{
    [NativeFact("argon2")]
    public void Argon2id_equals_the_reference_program() => Compare(Argon2Variant.Argon2id, "-id", sets: 20, seed: 9106);

    [NativeFact("argon2")]
    public void Argon2i_equals_the_reference_program() => Compare(Argon2Variant.Argon2i, "-i", sets: 10, seed: 2015);

    [NativeFact("argon2")]
    public void Argon2d_equals_the_reference_program() => Compare(Argon2Variant.Argon2d, "-d", sets: 10, seed: 1976);

    private static void Compare(Argon2Variant variant, string option, int sets, int seed)
    {
        // Seeded, so that a set that fails can be had again.
        Random random = new(seed);
        for (int set = 0; set < sets; set++)
        {
            int parallelism = random.Next(1, 9);
            Argon2Parameters parameters = new(random.Next(8 * parallelism, 8 * parallelism + 4000), random.Next(1, 5), parallelism);
            string password = RandomText(random, random.Next(1, 100));
            string salt = RandomText(random, random.Next(8, 40));
            byte[] output = new byte[random.Next(4, 200)];
            Argon2.DeriveKey(variant, Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), parameters, output);

            string[] args =
            [
                salt, option, "-r", "-v", "13", "-t", Text(parameters.Iterations), "-k", Text(parameters.MemoryKiB), "-p", Text(parallelism), "-l", Text(output.Length),
            ];
            string expected = NativeTool.Run("argon2", args, Encoding.ASCII.GetBytes(password)).Succeeded().Text.Trim();
            Assert.Equal($"{parameters} {expected}", $"{parameters} {Convert.ToHexStringLower(output)}");
        }
    }

    private static string RandomText(Random random, int length) =>
        new(random.GetItems("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".AsSpan(), length));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
