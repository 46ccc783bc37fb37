namespace EnterpriseSecurity.Passwords;

/// <summary>The spellings of password hashes.</summary>
public enum PasswordHashFormat
{
    /// <summary>bcrypt as crypt(3) has it: <c>$2b$12$…</c>, also <c>$2a$</c> and <c>$2y$</c>.</summary>
    ModularCrypt,

    /// <summary>The PHC string of Argon2: <c>$argon2id$v=19$m=65536,t=3,p=4$…</c></summary>
    Phc,

    /// <summary>scrypt and PBKDF2 as Python's passlib has them: <c>$scrypt$ln=17,r=8,p=1$…</c>, <c>$pbkdf2-sha512$210000$…</c></summary>
    Passlib,

    /// <summary>As Django keeps them: <c>pbkdf2_sha256$…</c>, <c>argon2$…</c>, <c>bcrypt$…</c>, <c>bcrypt_sha256$…</c></summary>
    Django,

    /// <summary>ASP.NET Core Identity, version 3: base64 of a structure that begins with 01.</summary>
    AspNetIdentityV3,

    /// <summary>ASP.NET Identity, version 2: base64 of a structure that begins with 00.</summary>
    AspNetIdentityV2,
}
